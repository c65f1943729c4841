"""The board: filters in the address, figures that agree, files that are safe, views kept."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from bi.dashboards.models import Board
from commerce.channels.queries import ChannelInfo
from tests.builders import bi as build
from tests.builders import commerce

pytestmark = pytest.mark.django_db
NOVEMBER = "from=2026-11-01&to=2026-11-30"


def staff(*rights: str, email: str = "ana@kontor.example") -> Client:
    user = commerce.make_user(email, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    found = Client()
    found.force_login(user)
    return found


@pytest.fixture
def sold(channel: ChannelInfo, deliver: Callable[[], int]) -> None:
    build.announce(build.placed(1, build.line(10, net=123456, title="=cmd()")))
    build.announce(build.placed(2, ship_country="AT", placed_at=datetime(2026, 10, 10, tzinfo=UTC)))
    deliver()


def test_shows_figures_for_the_days_in_the_address(sold: None) -> None:
    page = staff("view_dashboard").get(f"{reverse('admin:bi_dashboard')}?{NOVEMBER}")

    text = page.content.decode()
    assert page.status_code == 200
    assert "€1,234.56" in text
    assert "Germany" in text
    assert "Net sales by day" in text
    assert "Austria" not in text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "range=12m",
        "range=eternity&compare=luck&grain=eon&channel=nowhere",
        "from=2026-11-30&to=2026-01-01",
        "from=0001-01-01&to=9999-12-31",
        "from=0001-01-01&to=0001-01-05&compare=year",
        "from=9999-12-30&to=9999-12-31",
        "from=1970-01-01&to=1970-01-31",
        "channel=all:EUR&range=last_year&compare=year",
        "grain=month&compare=none",
    ],
)
def test_opens_whatever_the_address_says(sold: None, query: str) -> None:
    assert (
        staff("view_dashboard").get(f"{reverse('admin:bi_dashboard')}?{query}").status_code == 200
    )


def test_points_to_the_last_sale_when_there_is_none(sold: None) -> None:
    page = staff("view_dashboard").get(
        f"{reverse('admin:bi_dashboard')}?from=2027-01-01&to=2027-01-31"
    )

    assert "The last sale was on 2 November 2026" in page.content.decode()


@pytest.mark.parametrize("table", ["days", "products", "countries", "categories", "searches"])
def test_every_table_is_a_file(sold: None, table: str) -> None:
    answer = staff("view_dashboard").get(f"{reverse('admin:bi_export', args=[table])}?{NOVEMBER}")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="')


def test_files_carry_figures_and_no_formulas(sold: None) -> None:
    """attack: CSV formula"""
    answer = staff("view_dashboard").get(
        f"{reverse('admin:bi_export', args=['products'])}?{NOVEMBER}"
    )

    assert "SKU-10,'=cmd(),1,1,1234.56" in answer.content.decode()


@pytest.mark.parametrize("name", ["bi_dashboard", "bi_save_board"])
def test_needs_the_right(sold: None, name: str) -> None:
    client = staff("view_order")

    assert client.get(reverse(f"admin:{name}")).status_code == 403
    assert client.get(reverse("admin:bi_export", args=["days"])).status_code == 403


def test_views_are_kept_shared_and_forgotten(sold: None) -> None:
    ana, bob = staff("view_dashboard"), staff("view_dashboard", email="bob@kontor.example")

    kept = ana.post(
        f"{reverse('admin:bi_save_board')}?{NOVEMBER}&evil=1", {"name": "November", "shared": "on"}
    )
    board = Board.objects.get()

    assert kept.status_code == 302
    assert board.query == NOVEMBER
    assert "November" in bob.get(reverse("admin:bi_dashboard")).content.decode()
    bob.post(reverse("admin:bi_drop_board", args=[board.pk]))
    assert Board.objects.count() == 1
    ana.post(reverse("admin:bi_drop_board", args=[board.pk]))
    assert Board.objects.count() == 0


def test_a_view_needs_a_name(sold: None) -> None:
    answer = staff("view_dashboard").post(reverse("admin:bi_save_board"), {"name": " "})

    assert answer.status_code == 302
    assert Board.objects.count() == 0


def test_a_board_takes_a_fixed_number_of_statements(
    sold: None, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = staff("view_dashboard")

    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        client.get(f"{reverse('admin:bi_dashboard')}?{NOVEMBER}")
