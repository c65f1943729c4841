"""The style guide is for staff."""

import pytest
from django.test import Client

from tests.builders import commerce as build
from tests.builders import storefront

pytestmark = pytest.mark.django_db


def test_strangers_are_led_to_the_staff_door(client: Client) -> None:
    build.make_channel()

    answer = client.get("/styleguide/")

    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/styleguide/")


def test_shoppers_are_refused(client: Client) -> None:
    build.make_channel()
    client.force_login(build.make_user())

    assert client.get("/styleguide/").status_code == 403


def test_staff_see_every_part_in_both_directions_and_themes(client: Client) -> None:
    build.make_channel()
    client.force_login(build.make_user("s@example.com", is_staff=True))

    answer = client.get("/styleguide/")
    one = client.get("/styleguide/?side=rtl-dark").content.decode()

    page = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    for side in ("ltr-light", "ltr-dark", "rtl-light", "rtl-dark"):
        assert f'aria-labelledby="{side}"' in page
    assert one.count("guide__side") == 1
    assert 'dir="rtl" data-theme="dark"' in one


def test_what_the_shop_draws_is_all_there(client: Client) -> None:
    """2.3: signs and drawings come from their files, the parts of the shop from its own templates and styles."""
    storefront.open_storefront(extra=2)
    storefront.light()
    client.force_login(build.make_user("s@example.com", is_staff=True))

    page = client.get("/styleguide/?side=ltr-light").content.decode()

    for sign in ("#compare", "#camera", "#offline", "#wallet", "#journal"):
        assert sign in page
    for part in (
        "line__tools",
        "nudge--reached",
        "totals__sum",
        "option--out",
        "bars__row",
        "review__reply",
        "compare__table",
        "assurance",
        "chip--selected",
        "buybar",
        "consent__answers",
        "input--code",
    ):
        assert part in page, part
