"""Reviews as shoppers see and write them."""

import io
import json
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from catalog.models import Review, ReviewPhoto
from catalog.reviews.pages import writing
from tests.builders import reviews as build
from tests.builders import storefront

pytestmark = pytest.mark.django_db
SAID = {"stars": "4", "title": "Good", "text": build.TEXT, "name": "Ada"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Tries of other tests do not count."""
    cache.clear()
    yield
    cache.clear()


def _mug() -> storefront.Storefront:
    return storefront.open_storefront()


def test_invites_the_first_review_and_never_shows_zero_stars() -> None:
    """P9: the empty state asks for a first voice."""
    front = _mug()

    page = front.client.get("/p/blue-mug/").content.decode()

    assert "Be the first to review this" in page
    assert "0 of 5 stars" not in page
    assert "aggregateRating" not in page


def test_shows_reviews_and_tells_machines_the_same() -> None:
    """P9, SEO5: average, count, bars, badge and words; JSON-LD equals the page."""
    front = _mug()
    bought = build.make_purchase(front.mug.product)
    build.make_review(front.mug.product, purchase=bought, stars=5)
    build.make_review(front.mug.product, stars=4, language="de", name="Björn")
    storefront.light()

    page = front.client.get("/p/blue-mug/").content.decode()

    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    told = json.loads(text)
    assert told["aggregateRating"]["ratingValue"] == "4.5"
    assert told["aggregateRating"]["reviewCount"] == 2
    assert [one["author"]["name"] for one in told["review"]] == ["Björn", "Ada"]
    assert "2 reviews" in page
    assert page.count("Verified purchase") == 1
    assert 'lang="de"' in page
    assert "Shown in the language it was written in" in page


def test_the_product_page_reads_reviews_with_two_statements() -> None:
    front = _mug()
    front.client.get("/p/blue-mug/")
    with CaptureQueriesContext(connection) as without:
        front.client.get("/p/blue-mug/")
    for _ in range(9):
        build.make_review(front.mug.product)
    storefront.light()
    front.client.get("/p/blue-mug/")

    with CaptureQueriesContext(connection) as seen:
        page = front.client.get("/p/blue-mug/").content.decode()

    assert page.count('class="review"') == 6
    assert len(seen) <= len(without) + 2


def test_filters_by_stars_sorts_and_pages() -> None:
    """P9: bars are filters; the page by itself works without scripts."""
    front = _mug()
    for stars in (5, 5, 5, 5, 5, 5, 5, 2):
        build.make_review(front.mug.product, stars=stars)

    two = front.client.get("/p/blue-mug/reviews/", {"stars": "2"}).content.decode()
    first = front.client.get("/p/blue-mug/reviews/", {"sort": "lowest"}).content.decode()
    second = front.client.get("/p/blue-mug/reviews/", {"page": "2"}).content.decode()
    beyond = front.client.get("/p/blue-mug/reviews/", {"page": "9"})

    assert two.count('class="review"') == 1
    assert "1 review fits" in two
    assert first.index("2 of 5 stars") < first.index("5 of 5 stars", first.index("reviews__list"))
    assert second.count('class="review"') == 2
    assert beyond.status_code == 404


@pytest.mark.parametrize("query", [{"stars": "9"}, {"page": "x"}, {"sort": "moon"}, {"page": "0"}])
def test_impossible_wishes_are_left_out(query: dict[str, str]) -> None:
    front = _mug()

    assert front.client.get("/p/blue-mug/reviews/", query).status_code == 200


def test_writes_a_review_with_a_picture_written_anew() -> None:
    """P9: the upload is decoded and encoded again by us before anybody sees it."""
    front = _mug()
    out = io.BytesIO()
    Image.new("RGB", (40, 50), "green").save(out, "JPEG")
    photo = SimpleUploadedFile("mine.jpg", out.getvalue(), content_type="image/jpeg")

    answer = front.client.post("/p/blue-mug/reviews/new/", {**SAID, "photos": [photo]})

    row = Review.objects.get()
    assert answer.headers["Location"] == "/p/blue-mug/"
    assert (row.state, row.stars, row.verified, row.photo_count) == ("pending", 4, False, 1)
    assert ReviewPhoto.objects.get().asset.original.endswith(".webp")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stars": ""}, "Choose from one to five stars"),
        ({"stars": "7"}, "Choose from one to five stars"),
        ({"text": "short"}, "at least 20 letters"),
        ({"name": ""}, "Enter a name to show"),
    ],
)
def test_faults_stand_beside_their_fields(change: dict[str, str], words: str) -> None:
    """X14: status 422, a summary that links to the field, and what was typed is kept."""
    front = _mug()

    answer = front.client.post("/p/blue-mug/reviews/new/", SAID | change)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert words in page
    assert "<title>Error: " in page
    assert Review.objects.count() == 0


def test_refuses_a_file_that_is_no_picture() -> None:
    front = _mug()
    photo = SimpleUploadedFile("mine.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")

    answer = front.client.post("/p/blue-mug/reviews/new/", {**SAID, "photos": [photo]})

    assert answer.status_code == 422
    assert "Choose pictures as JPEG, PNG or WebP" in answer.content.decode()
    assert Review.objects.count() == 0


def test_an_orders_link_speaks_as_the_buyer() -> None:
    """O4, P9: the form is reachable from the page of the order."""
    front = _mug()
    build.make_purchase(front.mug.product)
    token = writing.bought_token(order_number="EU-1", sku=front.mug.sku)

    shown = front.client.get(f"/reviews/new/{token}/")
    front.client.post(f"/reviews/new/{token}/", SAID)
    again = front.client.post(f"/reviews/new/{token}/", SAID)

    assert "Verified purchase" in shown.content.decode()
    assert Review.objects.get().verified is True
    assert again.status_code == 422
    assert front.client.get("/reviews/new/forged/").status_code == 404


def test_many_tries_are_slowed_down() -> None:
    front = _mug()
    answers = [front.client.post("/p/blue-mug/reviews/new/", {}).status_code for _ in range(7)]

    assert answers == [422] * 6 + [429]


def test_helpful_works_without_and_with_scripts() -> None:
    """X20: the same address answers a form and htmx; one voice per visitor."""
    front = _mug()
    row = build.make_review(front.mug.product)
    path = f"/reviews/{row.public_id}/helpful/"

    plain = front.client.post(path)
    piece = front.client.post(path, headers={"HX-Request": "true"}).content.decode()

    row.refresh_from_db()
    assert plain.status_code == 302
    assert "Thank you" in piece
    assert row.helpful == 0
    assert front.client.cookies["kontor_voice"]["httponly"]


def test_hostile_words_are_shown_as_words() -> None:
    front = _mug()
    build.make_review(
        front.mug.product,
        title="<img src=x onerror=alert(1)>",
        text="</script><script>alert(1)</script> and more words",
        name="<b>Eve</b>",
    )
    storefront.light()

    page = front.client.get("/p/blue-mug/").content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>Eve" not in page
    assert re.search(r"&lt;b&gt;Eve", page)


def test_a_waiting_review_cannot_be_voted_on() -> None:
    front = _mug()
    row = build.make_review(front.mug.product, approved=False)

    assert front.client.post(f"/reviews/{row.public_id}/helpful/").status_code == 404
    assert front.client.get(f"/reviews/{row.public_id}/report/").status_code == 404
