"""Two name a page at the same moment: the slower one reads what it would have read a minute later."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.landings import actions
from catalog.models import Category, Landing, LandingSlug
from commerce import db
from tests.builders import commerce, races
from tests.builders import landings as build
from tests.builders.commerce import AT

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ADD = reverse("admin:catalog_landing_add")


@pytest.fixture
def boss() -> Client:
    build.open_vases()
    return commerce.make_boss()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as found:
        yield found


def body(**over: Any) -> dict[str, Any]:
    return {
        "category": Category.objects.get(code="vases").pk, "filters": ["color=sky", "color=ink"],
        "indexable": "on", "position": 1, "heading__en": "Blue vases",
        "heading__de": "Blaue Vasen", **over,
    }  # fmt: skip


def post_meanwhile(pool: ThreadPoolExecutor, boss: Client, said: dict[str, Any]) -> Any:
    """This sends the form while the same page is being named here, not yet for others to see."""
    with db.transaction():
        actions.save_landing(
            category="vases", chosen={"color": ["sky", "ink"]}, words=build.WORDS, at=AT
        )
        saving = pool.submit(races.apart, lambda: boss.post(ADD, said))
        races.wait_for_a_lock()
    return saving.result()


def test_the_same_filters_at_once_are_one_page(boss: Client, pool: ThreadPoolExecutor) -> None:
    answer = post_meanwhile(pool, boss, body())

    errors = answer.context["adminform"].form.errors
    assert errors == {"filters": ["this category has a landing page with these filters"]}
    assert 'value="Blue vases"' in answer.content.decode()
    assert Landing.objects.count() == 1


def test_the_same_slug_at_once_stays_with_the_first(boss: Client, pool: ThreadPoolExecutor) -> None:
    answer = post_meanwhile(pool, boss, body(filters=["color=rust"]))

    errors = answer.context["adminform"].form.errors
    assert errors == {"slug__en": ["the slug 'blue-vases' is taken"]}
    row = Landing.objects.get()
    assert set(LandingSlug.objects.values_list("landing_id", "slug")) == {
        (row.pk, "blue-vases"), (row.pk, "blaue-vasen"),
    }  # fmt: skip
