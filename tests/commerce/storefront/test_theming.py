"""A channel's look on its pages, and looks that staff try on."""

import pytest
from django.test import Client

from commerce.channels.looks import Look
from commerce.channels.models import Channel
from commerce.storefront import theming
from tests.builders import commerce as build
from tests.builders import payments

pytestmark = pytest.mark.django_db
SIGN = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'


def test_the_shipped_look_costs_no_request(client: Client) -> None:
    build.make_channel()

    assert 'href="/theme/' not in client.get("/track/").content.decode()


def test_a_look_is_linked_by_version_and_kept_forever(client: Client) -> None:
    build.make_channel(theme={"hue_action": 250}, version=7)

    page = client.get("/track/").content.decode()
    sheet = client.get("/theme/eu-7.css")

    assert '<link rel="stylesheet" href="/theme/eu-7.css">' in page
    assert "--hue-action:250" in sheet.content.decode()
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert sheet["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/theme/moon-1.css", "/theme/eu-x.css", "/theme/eu-1.svg"])
def test_there_is_no_look_of_what_is_not_there(client: Client, path: str) -> None:
    build.make_channel()

    assert client.get(path).status_code == 404


def test_a_drawn_logo_can_run_nothing(client: Client) -> None:
    build.make_channel(theme={"logo_svg": SIGN}, version=2)

    page = client.get("/track/").content.decode()
    drawing = client.get("/theme/eu-2.svg")

    assert 'src="/theme/eu-2.svg" alt="Kontor"' in page
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in drawing["Content-Security-Policy"]


def test_a_look_is_tried_on_by_a_signed_link_only(client: Client) -> None:
    build.make_channel()
    link = theming.try_on_link(Look(hue_action=300))

    page = client.get(link.replace("/?", "/track/?")).content.decode()
    forged = client.get("/track/?look=forged").content.decode()
    sheet = client.get(link.replace("/?", "/theme/try.css?"))

    assert 'href="/theme/try.css?look=' in page
    assert "/theme/try.css" not in forged
    assert "--hue-action:300" in sheet.content.decode()
    assert sheet["Cache-Control"] == "private, no-store"
    assert client.get("/theme/try.css?look=forged").status_code == 404


def test_staff_change_the_look_and_readers_get_a_new_version() -> None:
    build.make_channel()
    payments.make_rate("DE", "19")
    row = Channel.objects.get()
    staff = build.make_boss()

    answer = staff.post(
        f"/admin/commerce/channel/{row.pk}/change/",
        build.channel_form(
            staff,
            row,
            hue_action="250",
        ),
    )

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    row.refresh_from_db()
    assert row.theme == {"hue_action": 250}
    assert row.version == 2


def test_a_look_nobody_could_read_is_refused_and_nothing_changes() -> None:
    build.make_channel()
    payments.make_rate("DE", "19")
    row = Channel.objects.get()
    staff = build.make_boss()

    answer = staff.post(
        f"/admin/commerce/channel/{row.pk}/change/",
        build.channel_form(
            staff,
            row,
            action_depth="80",
        ),
    )

    assert answer.status_code == 200
    assert "action-ink on action would have a contrast of" in answer.content.decode()
    row.refresh_from_db()
    assert (row.theme, row.version) == ({}, 1)


def test_trying_on_saves_nothing() -> None:
    build.make_channel()
    payments.make_rate("DE", "19")
    row = Channel.objects.get()
    staff = build.make_boss()

    answer = staff.post(
        f"/admin/commerce/channel/{row.pk}/change/",
        build.channel_form(
            staff,
            row,
            hue_action="20",
            _try_on="1",
        ),
    )

    assert answer["Location"].startswith("/?look=")
    row.refresh_from_db()
    assert (row.theme, row.version) == ({}, 1)
