"""Fixtures every test may use."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import translation
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from commerce import memo
from commerce.channels import queries as channels
from commerce.embedded import browser as chromium
from commerce.events import delivery
from commerce.events.models import OutboxEvent
from commerce.identity.actor import Actor
from tests.builders import commerce as build


@pytest.fixture(autouse=True)
def _fresh_memos() -> Iterator[None]:
    """Reference data is kept in the process for a moment; no test sees another's."""
    memo.forget_all()
    yield
    memo.forget_all()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """What a request spoke last stays active in its thread; no test hears another's."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database is dropped when nobody holds on to it: servers under test keep connections."""
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def at() -> datetime:
    """The moment at which tests happen."""
    return build.AT


@pytest.fixture
def actor() -> Actor:
    """A member of staff."""
    return Actor(kind="staff", label="staff:mina", user_id=None)


@pytest.fixture
def channel(db: None) -> channels.ChannelInfo:
    """The European channel: EUR, gross prices, capture on shipment."""
    return build.make_channel()


@pytest.fixture
def facts(db: None) -> Callable[[], list[str]]:
    """Call it for the names of the facts announced so far, in order."""

    def announced() -> list[str]:
        return list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))

    return announced


@pytest.fixture
def deliver(db: None) -> Callable[[], int]:
    """Call it to deliver every waiting fact, in order, here and now."""
    return delivery.drain


@pytest.fixture
def partner(channel: channels.ChannelInfo) -> Callable[..., APIClient]:
    """Call it with scopes for an API client that carries a key with them."""

    def client(*scopes: str) -> APIClient:
        _, secret = build.make_api_key(*scopes, channel=channel.code)
        found = APIClient()
        found.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return found

    return client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the session: the one KONTOR_CHROMIUM names, or `make test` found."""
    # The driver runs an event loop in this thread; the tests' own queries are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=10_000)
    with sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=str(chromium.find_or_fetch()), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()
