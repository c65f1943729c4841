"""Keeping the lines of a file: one transaction per batch, so that a stop loses one batch at most."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from commerce import db
from orders.history.models import ImportRun
from orders.history.rules import Line, Profile, amount, kind_of

_COLUMNS = (
    "run_id", "row", "kind", "invoice", "code", "text", "quantity", "price_micro", "amount_minor",
    "currency", "at", "customer", "country", "country_name",
)  # fmt: skip


@db.transaction_required
def begin(*, profile: Profile, file_name: str, checksum: str, at: datetime) -> ImportRun:
    """This finds the run of this file, locked, or begins it."""
    run, _ = ImportRun.objects.get_or_create(
        profile=profile.code,
        checksum=checksum,
        defaults={"channel": profile.channel, "file_name": file_name[:200], "started_at": at},
    )
    return run


@db.transaction_required
def keep(*, run: ImportRun, lines: Sequence[Line], profile: Profile) -> None:
    """This keeps a batch and remembers how far the file was read."""
    moment = _clock(profile.zone)
    copy = f"COPY orders_historyline ({', '.join(_COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copy) as out:
        for line in lines:
            out.write_row(_row(run.pk, line, profile=profile, moment=moment))
    run.rows_done = lines[-1].row
    ImportRun.objects.filter(pk=run.pk).update(rows_done=run.rows_done)


@db.transaction_required
def forget(*, run: ImportRun) -> None:
    """This takes back everything kept of a file that proved malformed, before anything came of it."""
    with connection.cursor() as cursor:  # one statement: half a million rows need not come here
        cursor.execute("DELETE FROM orders_historyline WHERE run_id = %s", [run.pk])
    run.delete()


def _row(
    run_id: int, line: Line, *, profile: Profile, moment: Callable[[datetime], datetime]
) -> tuple[object, ...]:
    return (
        run_id,
        line.row,
        kind_of(line, profile=profile),
        line.invoice,
        line.code,
        line.text,
        line.quantity,
        line.price,
        amount(price=line.price, quantity=line.quantity, digits=profile.digits),
        profile.currency,
        moment(line.at),
        line.customer,
        profile.countries.get(line.country, ""),
        line.country[:80],
    )


def _clock(zone: str) -> Callable[[datetime], datetime]:
    """Return a converter from the merchant's clock to UTC, which remembers: invoices share minutes."""
    here, known = ZoneInfo(zone), dict[datetime, datetime]()

    def moment(local: datetime) -> datetime:
        found = known.get(local)
        if found is None:
            aware = local if local.tzinfo else local.replace(tzinfo=here)
            found = known[local] = aware.astimezone(UTC)
        return found

    return moment
