import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.products.models import Product
from commerce.env import ROOT
from commerce.identity.actor import Actor
from crm.customers.models import Customer
from orders import public as orders
from orders.contracts import HistoricLine
from orders.history.actions import importing
from orders.history.clients import files, profiles
from orders.history.models import HistoryLine, ImportRun
from orders.order.models import Order, OrderLine
from tests.builders.orders_history import DirtyFile, make_dirty_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def dirty() -> DirtyFile:
    return make_dirty_file()


@pytest.fixture
def job(dirty: DirtyFile, tmp_path: Path, actor: Actor) -> importing.Job:
    return importing.Job(
        path=dirty.write(tmp_path / "past.parquet"),
        profile=profiles.load("online-retail"),
        by=actor,
        progress=lambda *_: None,
    )


def test_accounts_for_every_line_by_kind_and_to_the_penny(
    job: importing.Job, dirty: DirtyFile
) -> None:
    report = importing.import_history(job)

    assert report["lines_read"] == len(dirty.rows)
    assert report["lines_by_kind"] == dict(sorted(dirty.lines.items()))
    assert report["net_by_kind_minor"] == dict(sorted(dirty.minor.items()))
    assert report["net_total_minor"] == dirty.minor.total()
    assert HistoryLine.objects.count() == len(dirty.rows)


def test_makes_orders_whose_sums_are_the_goods_and_the_postage(
    job: importing.Job, dirty: DirtyFile
) -> None:
    importing.import_history(job)

    goods = sum(dirty.minor[kind] for kind in ("sold", "free", "unknown_product"))
    orders_made = Order.objects.filter(source="history")
    assert orders_made.count() == 400
    assert sum(one.total_minor for one in orders_made) == goods + dirty.minor["postage"]
    assert sum(one.shipping_net_minor for one in orders_made) == dirty.minor["postage"]
    assert sum(OrderLine.objects.values_list("net_minor", flat=True)) == goods
    assert {one.payment_state for one in orders_made} == {"paid"}
    assert {one.fulfillment_state for one in orders_made} == {"delivered"}


def test_keeps_the_merchant_s_clock(job: importing.Job) -> None:
    importing.import_history(job)

    # 9:00 in March is London's winter time; hour 7 x 100 falls after the clocks went forward.
    winter, summer = Order.objects.get(number="OR-536000"), Order.objects.get(number="OR-536100")
    assert winter.placed_at.isoformat() == "2011-03-01T09:00:00+00:00"
    assert summer.placed_at.isoformat() == "2011-03-30T12:00:00+00:00"


def test_makes_articles_and_customers_once(job: importing.Job) -> None:
    report = importing.import_history(job)

    assert (
        Product.objects.filter(source_key__startswith="online-retail:").count()
        == (report["products"])
    )
    assert (
        Customer.objects.filter(email__endswith="@online-retail.invalid").count()
        == (report["customers"])
    )
    article = Product.objects.get(source_key="online-retail:OR-20002")
    assert article.words["en"]["name"] == "THING 20002"


def test_a_second_run_changes_nothing(job: importing.Job) -> None:
    first = importing.import_history(job)
    before = _everything()

    second = importing.import_history(job)

    assert second["changed"] is False
    assert _everything() == before
    assert second["net_total_minor"] == first["net_total_minor"]


def test_goes_on_where_a_batch_failed(
    job: importing.Job, dirty: DirtyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH", 300)
    stops = iter([False, False, True])

    def stop(*_: object) -> None:
        if next(stops):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.import_history(dataclasses.replace(job, progress=stop))
    assert ImportRun.objects.get().rows_done == 900

    report = importing.import_history(job)

    assert report["lines_read"] == len(dirty.rows)
    assert report["net_total_minor"] == dirty.minor.total()


def test_announces_the_past_once_and_lets_others_read_it(
    job: importing.Job, dirty: DirtyFile, facts: Any
) -> None:
    importing.import_history(job)

    assert facts().count("orders.history_imported") == 1
    run = ImportRun.objects.get()
    seen: list[HistoricLine] = []
    after = 0
    while batch := orders.historic_lines(run_id=run.pk, after=after, limit=500):
        seen += batch
        after = batch[-1].row
    assert len(seen) == len(dirty.rows)
    assert sum(one.net.minor for one in seen) == dirty.minor.total()
    assert all(one.variant_id for one in seen if one.kind in {"sold", "cancelled"})


def test_a_rehearsal_says_the_same_and_writes_nothing(job: importing.Job, dirty: DirtyFile) -> None:
    report = importing.rehearse(job)

    assert report["lines_by_kind"] == dict(sorted(dirty.lines.items()))
    assert report["net_total_minor"] == dirty.minor.total()
    assert not ImportRun.objects.exists()


def test_refuses_a_malformed_line_and_keeps_nothing(
    job: importing.Job, dirty: DirtyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH", 300)
    quantities: list[Any] = [str(row["Quantity"]) for row in dirty.rows]
    quantities[1000] = "a dozen"
    path = dirty.write(tmp_path / "bad.parquet", Quantity=pa.array(quantities))

    with pytest.raises(importing.ImportRefused) as raised:
        importing.import_history(dataclasses.replace(job, path=path))

    assert raised.value.data == {
        "row": 1001, "column": "Quantity", "reason": "is no whole number: 'a dozen'",
    }  # fmt: skip
    assert not ImportRun.objects.exists()
    assert not HistoryLine.objects.exists()
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no Parquet file"), (b"PAR1 but no more", "no Parquet file"), (None, "cannot be read")],
)
def test_the_command_ends_with_2_for_a_file_that_is_none(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "odd.parquet"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError) as raised:
        call_command("import_history", str(path))

    assert raised.value.returncode == 2
    assert "row 0" in str(raised.value)
    assert said in str(raised.value) or content is None


def test_the_command_names_a_missing_column(dirty: DirtyFile, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("InvoiceNo,StockCode\n1,2\n")

    with pytest.raises(CommandError, match="column Description: the column is missing") as raised:
        call_command("import_history", str(path))

    assert raised.value.returncode == 2


def test_the_command_ends_with_one_line_of_json(
    job: importing.Job, dirty: DirtyFile, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_history", str(job.path), "--json")

    said = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert said["net_total_minor"] == dirty.minor.total()
    assert "CC BY 4.0" in said["credit"]
    assert {"lines_read", "lines_by_kind", "invoices", "customers", "products", "seconds"} <= set(
        said
    )


def test_reads_csv_by_the_same_rules(job: importing.Job, dirty: DirtyFile, tmp_path: Path) -> None:
    table = pa.parquet.read_table(job.path)
    path = tmp_path / "past.csv"
    pa.csv.write_csv(table, path)

    report = importing.import_history(dataclasses.replace(job, path=path))

    assert report["net_total_minor"] == dirty.minor.total()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_goes_on_after_the_process_was_killed(
    job: importing.Job, dirty: DirtyFile, tmp_path: Path
) -> None:
    """The process dies without a word after a batch was committed; the next run finishes the file."""
    settings = connection.settings_dict
    script = (
        "import django; django.setup();"
        "from orders.history.clients import files; files.BATCH = 300;"
        "from django.core.management import call_command;"
        "import time, orders.history.actions.importing as i;"
        "keep = i.lines.keep;"
        "i.lines.keep = lambda **k: (time.sleep(0.3), keep(**k));"
        f"call_command('import_history', {str(job.path)!r})"
    )
    host = settings["HOST"] or "localhost"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "commerce.settings.test",
        "DATABASE_URL": f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/"
        f"{settings['NAME']}?host={host}&port={settings['PORT']}",
    }
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment)
    deadline = time.monotonic() + 60
    while not ImportRun.objects.filter(rows_done__gte=300).exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = ImportRun.objects.get().rows_done
    assert 0 < done < len(dirty.rows)

    report = importing.import_history(job)

    assert report["lines_read"] == len(dirty.rows)
    assert report["lines_by_kind"] == dict(sorted(dirty.lines.items()))
    assert report["net_total_minor"] == dirty.minor.total()


def _everything() -> list[Any]:
    return [
        list(ImportRun.objects.values()),
        HistoryLine.objects.count(),
        list(Order.objects.order_by("pk").values_list("pk", "number", "total_minor", "updated_at")),
        OrderLine.objects.count(),
        list(Product.objects.order_by("pk").values_list("pk", "version")),
        list(Customer.objects.order_by("pk").values_list("pk", "version")),
    ]
