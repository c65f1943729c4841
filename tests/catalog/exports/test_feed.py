"""Merchant feeds say what product pages say (SEO6)."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.html import strip_tags

from catalog.exports import actions, queries
from catalog.exports.models import FeedRun
from commerce import clock, db
from commerce.errors import NotFound
from commerce.identity.actor import system
from tests.builders import commerce as ground
from tests.builders import storefront as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db(transaction=True)
G = "{http://base.google.com/ns/1.0}"
BY = system("tests")


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Any) -> None:
    settings.SITE_URL = "http://testserver"
    settings.MEDIA_ROOT = tmp_path


def _built(front: build.Storefront, language: str = "en") -> FeedRun:
    with db.transaction():
        run = actions.start(channel=front.shop.channel, language=language, by=BY, at=AT)
    return actions.build(run_id=run.pk, by=BY, at=AT, now=clock.now)


def _items(client: Client, channel: str, language: str = "en") -> list[ET.Element]:
    answer: Any = client.get(f"/feeds/{channel}/{language}.xml")
    assert answer.status_code == 200
    told = ET.fromstring(b"".join(answer.streaming_content))  # noqa: S314 - our own words
    return list(told.iter("item"))


def _said(item: ET.Element) -> dict[str, str]:
    return {one.tag.removeprefix(G): one.text or "" for one in item}


def _picture(variant: Any) -> None:
    from catalog.assets.models import Asset
    from catalog.products.models import Picture

    key = f"pic{variant.pk}"
    asset = Asset.objects.create(key=key, checksum=key, width=960, height=1200, created_at=AT)
    Picture.objects.create(product=variant.product, asset=asset)


@pytest.mark.race
def test_an_item_equals_its_page() -> None:
    """SEO6: price, stock, name and address are those of the product page."""
    front = build.open_storefront()
    build.describe(front.mug, "<p>Thrown by hand.</p>")
    _picture(front.mug)
    build.light()
    run = _built(front)

    (item,) = _items(front.client, front.shop.channel.code)
    said = _said(item)
    path = said["link"].removeprefix("http://testserver")
    page = front.client.get(path).content.decode()
    price = re.search(r'class="price__now">([^<]+)<', page)

    assert (run.state, run.rows_ok) == ("ready", 1)
    assert said["id"] == front.mug.sku
    assert price is not None
    assert re.sub(r"[^\d.]", "", price[1]) == said["price"].removesuffix(" EUR")
    assert said["availability"] == "in_stock"
    assert 'id="add-button"' in page
    assert said["title"] in strip_tags(page)
    assert said["description"] == "Thrown by hand."
    assert said["image_link"] == f"http://testserver/pictures/pic{front.mug.pk}/960.webp"
    assert front.client.get(path).status_code == 200


@pytest.mark.race
def test_what_lacks_a_picture_is_left_out_and_named() -> None:
    front = build.open_storefront()

    run = _built(front)

    assert (run.rows_ok, run.rows_failed) == (0, 2)
    assert [front.mug.sku, f"{front.mug.sku} has no picture"] in run.faults
    assert _items(front.client, front.shop.channel.code) == []


@pytest.mark.race
def test_a_feed_that_was_never_built_is_not_there() -> None:
    front = build.open_storefront()

    assert front.client.get("/feeds/eu/en.xml").status_code == 404
    assert front.client.get("/feeds/moon/xx.xml").status_code == 404
    with pytest.raises(NotFound):
        queries.latest(channel="moon", language="en")


@pytest.mark.race
def test_a_feed_is_built_by_one_at_a_time() -> None:
    front = build.open_storefront()
    with db.transaction():
        actions.start(channel=front.shop.channel, language="en", by=BY, at=AT)

    with pytest.raises(actions.AlreadyBuilding), db.transaction():
        actions.start(channel=front.shop.channel, language="en", by=BY, at=AT)

    assert FeedRun.objects.count() == 1


@pytest.mark.race
def test_old_files_go_and_the_newest_is_served() -> None:
    front = build.open_storefront()

    runs = [_built(front) for _ in range(4)]

    kept = list(FeedRun.objects.exclude(file="").order_by("id").values_list("pk", flat=True))
    assert kept == [runs[2].pk, runs[3].pk]
    assert queries.latest(channel=front.shop.channel.code, language="en").pk == runs[3].pk


def test_staff_see_how_far_it_is_and_fetch_what_was_left_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X10: running with progress, done and failed with counts, a file of what was left out, build again."""
    front = build.open_storefront()
    build.light()
    monkeypatch.setattr(actions, "REPORT_EVERY", 1)
    seen: list[tuple[int, int, int]] = []
    report = actions._report

    def listen(run: FeedRun, told: Any, **more: int) -> None:
        report(run, told, **more)
        row = FeedRun.objects.get(pk=run.pk)
        seen.append((row.products_done, row.products_total, row.rows_failed))

    monkeypatch.setattr(actions, "_report", listen)
    run = _built(front)
    total = run.products_done
    user = ground.make_user("mina@example.com", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_feedrun", "build_feed"])
    )
    client.force_login(user)

    assert seen[0] == (0, total, 0)
    assert seen[-1] == (total, total, run.rows_failed)
    listed = client.get("/admin/catalog/feedrun/")
    assert f"{total} of {total} products" in listed.content.decode()
    assert "Refresh" not in listed.headers
    left_out = client.get(f"/admin/catalog/feedrun/{run.pk}/faults/").content.decode()
    assert left_out.splitlines()[0] == "\ufeffsku,reason"
    assert len(left_out.splitlines()) == 1 + run.rows_failed

    again = client.post(f"/admin/catalog/feedrun/{run.pk}/again/")
    assert again.status_code == 302
    running = FeedRun.objects.get(state="building")
    FeedRun.objects.filter(pk=running.pk).update(products_total=4, products_done=1)
    listed = client.get("/admin/catalog/feedrun/")
    assert '<progress value="25" max="100"' in listed.content.decode()
    assert listed["Refresh"] == "5"


def test_a_run_that_fails_keeps_what_it_knew(monkeypatch: pytest.MonkeyPatch) -> None:
    """X10: rows told and left out so far, and why it ended."""
    front = build.open_storefront()
    build.light()

    def full(*_args: object) -> str:
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr("catalog.exports.actions.default_storage.save", full)
    run = _built(front)

    assert (run.state, run.problem) == ("failed", "OSError: disk full")
    assert (run.rows_failed, len(run.faults)) == (2, 2)
    assert run.file == ""
