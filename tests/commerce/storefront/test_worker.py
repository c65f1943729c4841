"""The shop as an app (PWA1)."""

import json

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commerce import env
from commerce.storefront import worker
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


def test_the_manifest_speaks_the_language_of_the_page(client: Client) -> None:
    build.make_channel()

    english = json.loads(client.get("/manifest.webmanifest").content)
    german = json.loads(client.get("/de/manifest.webmanifest").content)

    assert (english["lang"], english["start_url"]) == ("en", "/?from=app")
    assert (german["lang"], german["start_url"]) == ("de", "/de/?from=app")
    assert german["shortcuts"][2]["url"] == "/de/track/?from=app"
    assert {one["purpose"] for one in english["icons"]} == {"any", "maskable"}
    assert {one["sizes"] for one in english["icons"]} == {"192x192", "512x512"}


def test_every_icon_is_drawn() -> None:
    folder = env.ROOT / "commerce/static/kontor/icons"

    for name in ("app-192", "app-512", "app-192-full", "app-512-full", "app-touch"):
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_the_worker_never_keeps_what_is_personal(client: Client) -> None:
    answer = client.get("/service-worker.js")

    script = answer.content.decode()
    for never in ("cart", "checkout", "account", "admin", "api", "orders"):
        assert f'"{never}"' in script
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Service-Worker-Allowed"] == "/"
    assert worker.version() in script


def test_the_kill_switch_sends_a_worker_that_leaves(client: Client, settings: Settings) -> None:
    settings.SERVICE_WORKER = False

    script = client.get("/service-worker.js").content.decode()

    assert "registration.unregister()" in script
    assert 'addEventListener("fetch"' not in script


def test_the_page_without_network_knows_nobody(client: Client) -> None:
    build.make_channel()

    page = client.get("/offline/").content.decode()

    assert "You are offline" in page
    assert "csrf" not in page
    assert "/cart/" not in page
