"""Finished pages are shared by visitors who have nothing of their own, and by nobody else."""

import gzip
import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries, Settings

from commerce import memo
from commerce.http import shelf
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'<meta name="csrf" content="(\w{64})">')


@pytest.fixture(autouse=True)
def kept(settings: Settings) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    memo.forget_all()
    cache.clear()
    yield
    memo.forget_all()


@pytest.fixture
def path() -> str:
    build.open_storefront()
    return "/products/"


def tokens(text: str) -> list[str]:
    return re.findall(r"\b[A-Za-z0-9]{64}\b", text)


def test_a_second_visitor_gets_the_page_without_a_statement(
    path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = Client().get(path)

    with django_assert_num_queries(0):
        second = Client().get(path)

    assert second.status_code == 200
    blank = [re.sub(r"\b[A-Za-z0-9]{64}\b", "-", one.content.decode()) for one in (first, second)]
    assert blank[0] == blank[1]
    kept_headers = {"Content-Type", "Content-Security-Policy", "X-Frame-Options", "Vary"}
    assert {name: first[name] for name in kept_headers} == {
        name: second[name] for name in kept_headers
    }


def test_every_visitor_has_a_token_of_their_own_and_it_works(path: str) -> None:
    Client().get(path)
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)

    seen, others = one.get(path).content.decode(), other.get(path).content.decode()

    assert set(tokens(seen)).isdisjoint(tokens(others))
    form = {"csrfmiddlewaretoken": tokens(seen)[0], "theme": "dark", "next": path}
    assert one.post("/preferences/theme/", form).status_code == 302
    assert other.post("/preferences/theme/", form).status_code == 403


def test_a_visitor_keeps_the_secret_they_came_with(path: str) -> None:
    visitor = Client(enforce_csrf_checks=True)
    before = visitor.get(path).content.decode()
    secret = visitor.cookies["csrftoken"].value

    visitor.get(path)

    assert visitor.cookies["csrftoken"].value == secret
    form = {"csrfmiddlewaretoken": tokens(before)[0], "theme": "dark", "next": path}
    assert visitor.post("/preferences/theme/", form).status_code == 302


def test_the_compressed_page_is_the_plain_one(path: str) -> None:
    Client().get(path)
    packed = Client().get(path, headers={"Accept-Encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    text = gzip.decompress(packed.content).decode()
    assert TOKEN.search(text)
    assert len(set(tokens(text))) == 1
    assert len(packed.content) < len(text) / 3


@pytest.mark.parametrize("between", [0, 1, 2, 3, 4, 70, 300, 5_000, 32_704, 32_705, 40_000])
def test_a_token_is_sent_once_and_told_again_from_any_distance(between: int) -> None:
    """3.1: a page of many forms fits the first flight; beyond what deflate remembers, a token is sent anew."""
    token = b"0123456789abcdef" * 4
    texts = [(f"<form>{number}".encode() * (between // 7)).ljust(between) for number in range(9)]
    page = token.join(texts)

    packed = shelf._gzip(page, shelf._deflate(texts), token)

    assert gzip.decompress(packed) == page
    assert packed.count(token) == (1 if between <= 32_704 else 8)


def test_who_has_a_bag_is_never_on_the_shelf(path: str) -> None:
    Client().get(path)
    shopper = Client()
    shopper.cookies["bag"] = "anything"

    shopper.get(path)

    assert len(shelf._pages) == 1
    assert "bag" not in str(shelf._pages.keys())


def test_a_fragment_goes_past_the_shelf(path: str) -> None:
    Client().get(path, headers={"HX-Request": "true"})

    assert not shelf._pages


def test_what_a_page_shows_of_a_cookie_tells_pages_apart(path: str) -> None:
    plain = Client().get(path)
    dark = Client(headers={"Cookie": "theme=dark"}).get(path)

    assert b'data-theme="dark"' in dark.content
    assert b'data-theme="dark"' not in Client().get(path).content
    assert b'data-theme="dark"' not in plain.content
    assert len(shelf._pages) == 2


def test_a_consent_cookie_shows_the_answer_but_never_the_visitor(path: str) -> None:
    for letter in "ab":
        visitor = Client()
        visitor.cookies["kontor_consent"] = f"1.{letter * 26}.a0.m0"
        visitor.get(path)

    assert len(shelf._pages) == 1


def test_renewing_shows_the_new_price_and_not_the_kept_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A reaction that has worked, or staff who changed something, renew every shelf of the house."""
    front = build.open_storefront()
    assert "€12.50" in Client().get("/products/").content.decode()
    build.reprice(front.mug, "13.70", channel=front.shop.channel)
    build.light()
    assert "€12.50" in Client().get("/products/").content.decode()
    now = time.monotonic()

    shelf.renew()
    monkeypatch.setattr(time, "monotonic", lambda: now + 1.1)

    assert "€13.70" in Client().get("/products/").content.decode()


def test_a_delivered_fact_renews(path: str, deliver: Callable[[], int]) -> None:
    shelf.renew()
    before = cache.get("shelf:version")

    assert deliver() > 0

    assert cache.get("shelf:version") > before


def test_missing_pages_and_searches_are_not_kept(path: str) -> None:
    Client().get("/c/nothing/")
    Client().get("/search/?q=mug")

    assert not shelf._pages


def test_a_page_with_a_nonce_is_drawn_for_each_visitor(path: str, rf: RequestFactory) -> None:
    """X29: a nonce that two visitors know protects neither."""
    request = rf.get(path)
    request.resolver_match = resolve(path)
    plain, guarded = HttpResponse("page"), HttpResponse("page")
    guarded["Content-Security-Policy"] = "script-src 'self' 'nonce-abc'"

    assert shelf._fits(request, plain)
    assert not shelf._fits(request, guarded)


def test_the_shelf_holds_so_many_bytes_and_then_begins_anew(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Client().get(path)
    [first] = shelf._pages.values()
    monkeypatch.setattr(shelf, "MOST", first.weight * 3 // 2)

    Client().get(path, headers={"accept-language": "de"})

    assert len(shelf._pages) == 1
    assert first not in shelf._pages.values()
