"""Staff see why a number is what it is, and change it only by movements."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from commerce.audit.models import Trail
from commerce.channels.queries import ChannelInfo
from inventory.models import Level, Movement, Reservation
from inventory.reservations.admin import LevelAdmin
from tests.builders import commerce
from tests.builders import inventory as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> ChannelInfo:
    return build.make_channel("LEJ", "RTM")


def staff(*rights: str) -> Client:
    user = commerce.make_user(f"{len(rights)}@kontor.example", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    found = Client()
    found.force_login(user)
    return found


def page(name: str) -> str:
    level = Level.objects.get(warehouse__code="LEJ")
    if name == "change":
        return reverse("admin:inventory_level_change", args=[level.pk])
    return f"{reverse('admin:inventory_level_changelist')}{level.pk}/{name}/"


def test_answers_why_is_this_ten(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=10)
    build.allocate(channel, (1, 3))

    answer = staff("view_level").get(page("change")).content.decode()

    assert "Why 10?" in answer
    assert "staff:mina" in answer
    assert "EU-1" in answer


def test_lists_and_filters_stock(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=3)
    build.stock_up(2, quantity=30)
    client = staff("view_level")

    few = client.get(reverse("admin:inventory_level_changelist"), {"stocked": "few"})
    found = client.get(reverse("admin:inventory_level_changelist"), {"q": "SKU-2"})

    assert b"SKU-1" in few.content
    assert b"SKU-2" not in few.content
    assert b"SKU-2" in found.content


def test_receives_corrects_and_moves_by_buttons(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=10)
    client = staff("view_level", "receive_stock", "adjust_stock", "transfer_stock")

    received = {"quantity": 5, "amount": "5.00", "currency": "eur", "reference": "DN-1"}
    assert client.get(page("receive")).status_code == 200
    assert client.post(page("receive"), received).status_code == 302
    assert client.post(page("adjust"), {"quantity": -1, "reason": "lost"}).status_code == 302
    assert client.post(page("transfer"), {"quantity": 4, "to_code": "RTM"}).status_code == 302

    assert build.level(1) == (10, 0, 0)
    assert build.level(1, "RTM") == (4, 0, 0)
    assert Movement.objects.filter(by__startswith="staff:").count() == 5


def test_shows_a_refusal_beside_the_form(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=10)
    build.allocate(channel, (1, 8))

    answer = staff("view_level", "adjust_stock").post(
        page("adjust"), {"quantity": -5, "reason": "lost"}
    )

    assert answer.status_code == 200
    assert "8 are allocated" in answer.content.decode()
    assert build.level(1) == (10, 8, 0)


def test_limits_leave_alone_what_others_promise_meanwhile(
    channel: ChannelInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """invariant 8: the row as it was read is not written back; the trail says who set what."""
    build.stock_up(1, quantity=10)
    read = LevelAdmin.get_object

    def read_and_wait(*args: Any, **named: Any) -> Any:
        row = read(*args, **named)
        if not Level.objects.filter(allocated__gt=0).exists():
            build.allocate(channel, (1, 3))
        return row

    monkeypatch.setattr(LevelAdmin, "get_object", read_and_wait)
    limits = {"backorder_ceiling": "4", "low_at": "2"}

    answer = staff("view_level", "change_level").post(page("change"), limits)

    assert answer.status_code == 302
    assert build.level(1) == (10, 3, 0)
    row = Level.objects.get(warehouse__code="LEJ")
    assert (row.backorder_ceiling, row.low_at) == (4, 2)
    line = Trail.objects.get(table_name="inventory_level")
    assert (line.before, line.after) == (
        {"backorder_ceiling": 0, "low_at": 5},
        {"backorder_ceiling": 4, "low_at": 2},
    )


def test_a_ceiling_below_what_is_promised_is_refused_in_words(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=1)
    client = staff("view_level", "change_level")
    client.post(page("change"), {"backorder_ceiling": "5", "low_at": "5"})
    build.allocate(channel, (1, 4))

    answer = client.post(page("change"), {"backorder_ceiling": "2", "low_at": "5"}, follow=True)

    assert "3 more than lie here are promised" in answer.content.decode()
    assert Level.objects.get(warehouse__code="LEJ").backorder_ceiling == 5
    listed = client.get(reverse("admin:inventory_level_changelist"), {"stocked": "later"})
    assert "SKU-1" in listed.content.decode()
    assert "Only what is still to come" in listed.content.decode()


def test_a_button_needs_its_right(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=10)

    answer = staff("view_level").post(page("adjust"), {"quantity": -5, "reason": "lost"})

    assert answer.status_code == 403
    assert build.level(1) == (10, 0, 0)


def test_every_screen_opens(channel: ChannelInfo) -> None:
    build.stock_up(1)
    build.make_method()
    build.allocate(channel, (1, 1))
    build.make_parcel((1, 1))
    user = commerce.make_user("owner@kontor.example", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)

    for model in (
        "warehouse",
        "level",
        "movement",
        "reservation",
        "sourcingdecision",
        "deliverymethod",
        "parcel",
    ):
        listed = client.get(reverse(f"admin:inventory_{model}_changelist"))
        assert listed.status_code == 200, model
        row = listed.context["cl"].result_list[0]
        shown = client.get(reverse(f"admin:inventory_{model}_change", args=[row.pk]))
        assert shown.status_code == 200, model


def test_lets_go_of_a_hold_with_a_reason(channel: ChannelInfo) -> None:
    build.stock_up(1)
    build.hold(channel, (1, 2))
    row = Reservation.objects.get()
    path = f"{reverse('admin:inventory_reservation_changelist')}{row.pk}/let-go/"

    answer = staff("view_reservation", "release_reservation").post(
        path, {"reason": "stuck payment"}
    )

    assert answer.status_code == 302
    assert build.level(1) == (10, 0, 0)


def test_a_parcel_goes_its_way_by_buttons(channel: ChannelInfo) -> None:
    build.stock_up(1)
    build.allocate(channel, (1, 2))
    parcel = build.make_parcel((1, 2))
    client = staff("view_parcel", "ship_parcel")
    here = f"{reverse('admin:inventory_parcel_changelist')}{parcel.parcel_id}"

    assert client.post(f"{here}/dispatch/").status_code == 200  # refused: no label yet
    for step in ("label", "dispatch", "deliver"):
        assert client.post(f"{here}/{step}/").status_code == 302, step

    assert client.get(f"{here}/print/")["Content-Type"] == "image/svg+xml"
    assert build.level(1) == (8, 0, 0)
