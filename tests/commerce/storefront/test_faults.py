"""The pages behind a fault: in the shop's design, and with a way on (X27)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from commerce import urls
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


def broken(request: HttpRequest) -> HttpResponse:
    """A door that falls off its hinges."""
    raise RuntimeError


def closed(request: HttpRequest) -> HttpResponse:
    """A door for somebody else."""
    raise PermissionDenied


def gone(request: HttpRequest) -> HttpResponse:
    """A door to what was sold once."""
    return render(request, "410.html", status=410)


urlpatterns = [
    path("de/broken/", broken),
    path("broken/", broken),
    path("closed/", closed),
    path("gone/", gone),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def doors(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    build.make_channel()


@pytest.fixture
def shopper() -> Client:
    return Client(raise_request_exception=False)


def test_a_fault_shows_the_mark_a_way_back_and_whom_to_write(
    shopper: Client, settings: Settings
) -> None:
    """X27: reference number, try again, and the shop, in the chosen theme."""
    settings.DEFAULT_FROM_EMAIL = "Kontor <hello@kontor.example>"
    shopper.cookies["theme"] = "dark"

    answer = shopper.get("/broken/?page=2")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert 'data-theme="dark"' in page
    assert '<a class="mark" href="/">' in page
    assert '<a class="button" href="/broken/?page=2">Try again</a>' in page
    assert "mailto:hello@kontor.example" in page
    assert answer["Request-Id"] in page


def test_a_fault_while_sending_offers_no_second_sending(shopper: Client) -> None:
    """X12: trying again is for pages; what was sent is not sent twice from here."""
    page = shopper.post("/broken/").content.decode()

    assert "Try again</a>" not in page
    assert '<a class="button" href="/">To the shop</a>' in page


def test_a_fault_leads_home_in_the_language_of_the_page(shopper: Client) -> None:
    page = shopper.get("/de/broken/").content.decode()

    assert 'href="/de/"' in page
    assert "Noch einmal" in page


def test_a_fault_s_page_asks_no_database(
    shopper: Client, django_assert_num_queries: object
) -> None:
    """X27: the 500 page needs no database."""
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture is untyped
        shopper.get("/broken/")


def test_a_closed_door_offers_to_sign_in(shopper: Client) -> None:
    answer = shopper.get("/closed/")

    assert answer.status_code == 403
    assert 'href="/accounts/login/">Sign in</a>' in answer.content.decode()


def test_what_is_gone_offers_search_and_categories(shopper: Client) -> None:
    page = shopper.get("/gone/").content.decode()

    assert 'id="lost-q"' in page
    assert "Popular categories" in page
    assert 'href="/track/"' in page


def test_a_form_that_grew_old_leads_back_to_itself() -> None:
    """No dead end: the page the form stood on is one press away, and never somebody else's."""
    client = Client(enforce_csrf_checks=True)

    ours = client.post("/track/", headers={"referer": "http://testserver/p/blue-mug/?color=red"})
    theirs = client.post("/track/", headers={"referer": "https://evil.example/x/"})

    assert ours.status_code == theirs.status_code == 403
    assert 'href="/p/blue-mug/?color=red">Open the form again</a>' in ours.content.decode()
    assert 'href="/track/">Open the form again</a>' in theirs.content.decode()
