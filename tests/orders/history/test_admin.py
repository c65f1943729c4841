from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from commerce.identity.actor import SYSTEM
from orders.history.actions import importing
from orders.history.clients import profiles
from orders.history.models import HistoryLine, ImportRun
from tests.builders.commerce import make_user
from tests.builders.orders_history import make_dirty_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path) -> ImportRun:
    job = importing.Job(
        path=make_dirty_file(invoices=41).write(tmp_path / "past.parquet"),
        profile=profiles.load("online-retail"),
        by=SYSTEM,
        progress=lambda *_: None,
    )
    importing.import_history(job)
    return ImportRun.objects.get()


def test_staff_see_what_a_file_came_to(run: ImportRun, client: Client) -> None:
    client.force_login(make_user("vera@example.com", is_staff=True, is_superuser=True))

    shown = client.get(reverse("admin:orders_importrun_change", args=[run.pk])).content.decode()

    assert "past.parquet" in shown
    assert "adjustment: 2 (-£22,124.12)" in shown
    assert "Show lines" in shown


def test_staff_find_a_line_by_its_invoice(run: ImportRun, client: Client) -> None:
    client.force_login(make_user("vera@example.com", is_staff=True, is_superuser=True))

    answer = client.get(reverse("admin:orders_historyline_changelist"), {"q": "A40"})

    assert answer.status_code == 200
    assert "Adjust bad debt" in answer.content.decode()
    line = HistoryLine.objects.get(invoice="A40")
    assert reverse("admin:orders_historyline_change", args=[line.pk]) in answer.content.decode()


def test_nobody_without_the_right_sees_the_past(run: ImportRun, client: Client) -> None:
    client.force_login(make_user("joost@example.com", is_staff=True))

    assert client.get(reverse("admin:orders_importrun_changelist")).status_code == 403
