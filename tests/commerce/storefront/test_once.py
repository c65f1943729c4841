"""Parts of the frame that are drawn once: kept while their inputs are equal, and never with a visitor in them."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from typing_extensions import override

from commerce import memo
from commerce.channels import queries as channels
from commerce.channels.models import Channel
from tests.builders import commerce as house
from tests.builders import storefront as build


class Word:
    """A value that counts how often it is shown, and compares by its text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shown = 0

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and other.text == self.text

    __hash__ = None  # type: ignore[assignment]  # values of the frame need not be hashable

    @override
    def __str__(self) -> str:
        self.shown += 1
        return self.text


@pytest.fixture
def here(db: None) -> channels.ChannelInfo:
    """The channel the frame is drawn for."""
    return house.make_channel()


def _drawn(source: str, here: Any, path: str = "/", **values: Any) -> str:
    request = RequestFactory().get(path)
    request.user = values.pop("user", AnonymousUser())
    context = {"shop": SimpleNamespace(here=here) if here else None, "request": request, **values}
    context.setdefault("csrf_token", "secret")
    return Template("{% load once %}" + source).render(Context(context))


def test_a_part_is_drawn_once_while_its_inputs_are_equal(here: channels.ChannelInfo) -> None:
    source = '{% once "t-equal" word %}<p>{{ word }}</p>{% endonce %}'
    first, same, other = Word("tea"), Word("tea"), Word("milk")

    assert _drawn(source, here, word=first) == "<p>tea</p>"
    assert _drawn(source, here, word=same) == "<p>tea</p>"
    assert _drawn(source, here, word=other) == "<p>milk</p>"
    assert (first.shown, same.shown, other.shown) == (1, 0, 1)


def test_a_part_is_drawn_anew_for_another_channel_language_and_after_forgetting(
    here: channels.ChannelInfo,
) -> None:
    source = '{% load i18n %}{% once "t-anew" word %}{% translate "Bag" %} {{ word }}{% endonce %}'
    word = Word("tea")

    assert _drawn(source, here, word=word) == "Bag tea"
    with translation.override("de"):
        assert _drawn(source, here, word=word) == "Tasche tea"
    _drawn(source, replace(here, name="Elsewhere"), word=word)
    memo.forget_all()
    _drawn(source, here, word=word)

    assert word.shown == 4


def test_gaps_are_each_visitors_own_and_escaped(here: channels.ChannelInfo) -> None:
    source = '{% once "t-gaps" gaps term %}[{{ term }}|{{ request.get_full_path }}]{% csrf_token %}{% endonce %}'
    _drawn(source, here, path="/a/", term="one", csrf_token="first")

    found = _drawn(source, here, path="/b/?x=1&y=<", term='"><b>', csrf_token="second")

    assert found.startswith("[&quot;&gt;&lt;b&gt;|/b/?x=1&amp;y=%3C]")
    assert 'value="second"' in found
    assert "first" not in found
    assert _drawn(source, here, csrf_token="").startswith("[|/]")


def test_nothing_of_the_first_visitor_is_in_a_part(here: channels.ChannelInfo) -> None:
    source = '{% once "t-nobody" %}{{ request.user }}{{ user }}{{ request.COOKIES }}{{ messages|join:"" }}{% endonce %}'
    someone = SimpleNamespace(email="mia@example.com")

    assert _drawn(source, here, user=someone, messages=["Welcome, Mia"]) == ""


def test_a_house_without_channels_draws_its_parts_each_time() -> None:
    word = Word("tea")
    for _time in range(2):
        assert _drawn('{% once "t-bare" word %}{{ word }}{% endonce %}', None, word=word) == "tea"

    assert word.shown == 2


@pytest.mark.django_db
def test_the_frame_tells_the_place_the_bag_and_the_words_of_each_page() -> None:
    """N1: what is drawn once never keeps a page's own place, count or term."""
    front = build.open_storefront()
    shopper, stranger = Client(), Client()
    shopper.post("/cart/lines/", {"variant": front.mug.public_id, "quantity": "2"})
    marked = '<a class="nav__link" href="/c/mugs/" aria-current="page">'

    assert marked in stranger.get("/c/mugs/").content.decode()
    assert marked not in stranger.get("/products/").content.decode()
    assert 'id="bag-count">2<' in shopper.get("/c/mugs/").content.decode()
    assert 'id="bag-count"></span>' in stranger.get("/c/mugs/").content.decode()
    said = stranger.get("/search/", {"q": 'mug "<'}).content.decode()
    assert 'name="q" type="search" value="mug &quot;&lt;"' in said
    assert 'name="q" type="search" value=""' in stranger.get("/products/").content.decode()


@pytest.mark.django_db
def test_the_frame_follows_a_channel_that_changes() -> None:
    build.open_storefront()
    client = Client()
    assert "Bank transfer" in client.get("/products/").content.decode()

    Channel.objects.filter(code="eu").update(payment_methods=["card"])
    channels.forget()

    assert "Bank transfer" not in client.get("/products/").content.decode()
