"""Goods no designer wished for: names without a break, prices of a million, no pictures, none or very many."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from catalog.attributes import actions as attributes
from catalog.pricing import actions as pricing
from catalog.products.models import Variant
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from tests.builders import catalog as goods
from tests.builders import commerce as build
from tests.builders import inventory as warehouses
from tests.builders import orders, payments, reviews, storefront
from tests.builders.commerce import AT
from tests.journeys.browser.conftest import Walk
from tests.proof import checks

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
# Sixty letters and no place to break; Arabic joins its letters and has no hyphens.
NAMES = {
    "en": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochxx",
    "de": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerksbauten",
    "ar": "أفاستسقيناكموها" * 4,
}
LONG = {
    "en": "Counterrevolutionary ultramarine",
    "de": "Kornblumenblauschimmernd",
    "ar": "أزرقلازورديمتلألئغامق",
}
SLUG = "monster"


@dataclass(frozen=True, slots=True)
class Strange:
    """A shop of such goods: one that is reduced and has many versions, in euros and in yen."""

    front: storefront.Storefront
    monster: Variant
    many: tuple[Variant, ...]


@pytest.fixture
def strange(front: storefront.Storefront) -> Strange:
    """The same goods in two channels: 987,654.32 euros, 9,876,543 yen."""
    euros = build.make_channel(
        warehouses=["LEJ"], languages=["en", "de", "ar"], countries=["DE", "AT", "FR", "NL"]
    )
    yen = warehouses.make_channel(
        "LEJ", code="jp", name="Japan", currency="JPY", languages=["en", "de", "ar"],
        countries=["JP"], origin_country="JP", order_prefix="JP",
    )  # fmt: skip
    payments.make_rate("JP", "10")
    _colors()
    goods.make_category("endless", parent="mugs", **NAMES)
    monster = _monster(euros)
    many = (monster, *(_version(monster, number, euros) for number in range(1, 9)))
    for variant in many:
        orders.receive(variant.pk, 3)
        _price(variant, yen, "9876543", "4876543")
    with db.transaction():
        from catalog.publishing import actions as publishing

        publishing.publish(product_id=monster.product_id, channel=yen, by=goods.BY, at=AT)
    reviews.make_review(monster.product, stars=4, title=NAMES["en"], text=f"{NAMES['en']} " * 6)
    storefront.light()
    return Strange(front=front, monster=monster, many=many)


def _colors() -> None:
    with db.transaction():
        attributes.define_attribute(
            code="color",
            kind="color",
            names={"en": "Color", "de": "Oberflächenfarbgestaltungsvariante", "ar": "اللون"},
            options=[
                attributes.OptionWords(
                    code=f"c{number}",
                    names={code: f"{name} {number}" for code, name in LONG.items()},
                    hex=f"#2040{number}0",
                )
                for number in range(9)
            ],
            at=AT,
            by=goods.BY,
        )
        attributes.define_family(
            code="monsters",
            names={"en": "Monsters"},
            asks=[attributes.Ask(attribute="color", is_axis=True)],
        )


def _monster(channel: ChannelInfo) -> Variant:
    from catalog.attributes.models import Family

    words = {
        code: {"name": name, "slug": f"{SLUG}-{code}", "summary": name, "description": name * 3}
        for code, name in NAMES.items()
    }
    found = goods.make_product(
        sku="MONSTER-WITHOUT-A-BREAK-0", price="987654.32", channel=channel, words=words,
        category="endless", family=Family.objects.get(code="monsters"),
        variant_values={"color": "c0"},
    )  # fmt: skip
    _price(found, channel, "987654.32", "587654.32")
    return found


def _version(monster: Variant, number: int, channel: ChannelInfo) -> Variant:
    return goods.add_variant(
        monster.product, sku=f"MONSTER-WITHOUT-A-BREAK-{number}", price=f"98765{number}.21",
        channel=channel, values={"color": f"c{number}"},
    )  # fmt: skip


def _price(variant: Variant, channel: ChannelInfo, full: str, reduced: str) -> None:
    from catalog.pricing.models import PriceList

    sale = PriceList.objects.filter(code=f"sale-{channel.code}").first() or goods.make_list(
        channel, code=f"sale-{channel.code}"
    )
    with db.transaction():
        for price_list, price in ((pricing.base_list(channel=channel), full), (sale, reduced)):
            pricing.set_price(
                price_list=price_list,
                variant_id=variant.pk,
                amount=Money.parse(price, channel.currency),
                by=goods.BY,
                at=AT,
            )


def _visit(walk: Callable[..., Walk], channel: str) -> Walk:
    visit = walk(reduced_motion="reduce")
    visit.page.context.add_cookies([{"name": "channel", "value": channel, "url": visit.base}])
    return visit


def _fill(visit: Walk, variants: tuple[Variant, ...]) -> None:
    """Many lines in the bag, put in as the page's own forms do."""
    visit.go("/cart/")
    for variant in variants:
        visit.page.evaluate(
            "([variant, token]) => fetch('/cart/lines/', {method: 'POST', redirect: 'manual',"
            " headers: {'X-CSRFToken': token},"
            " body: new URLSearchParams({variant, quantity: '3'})})",
            [variant.public_id, visit.page.locator("meta[name=csrf]").get_attribute("content")],
        )


@pytest.mark.parametrize(("language", "channel"), [("en", "jp"), ("de", "eu"), ("ar", "eu")])
def test_nothing_breaks_under_names_and_prices_without_end(
    walk: Callable[..., Walk], strange: Strange, language: str, channel: str
) -> None:
    """X6, X7, 3.2: 320 to 1920, spaced text, 200 %: no edge is crossed, nothing is cut or lies on other words."""
    prefix = "" if language == "en" else f"/{language}"
    visit = _visit(walk, channel)
    _fill(visit, strange.many)
    product = f"{prefix}/p/{SLUG}-{language}/"
    pages = [
        f"{prefix}/",
        f"{prefix}/products/",
        f"{prefix}/products/?sale=yes",
        product,
        f"{product}reviews/",
        f"{prefix}/cart/",
        f"{prefix}/compare/?p={strange.monster.product.public_id}&p={strange.front.mug.product.public_id}",
        f"{prefix}/search/?q={NAMES[language]}",
    ]
    if channel == "eu":
        pages.append(f"{prefix}/checkout/")
    found = {}
    for path in pages:
        visit.go(path)
        found[path] = checks.layout(visit.page)
    visit.go(product)
    visit.page.locator("[data-opens=bag]").first.click()
    visit.page.locator("#bag[open] .line").first.wait_for()
    found["bag"] = checks.layout(visit.page)

    assert not (faults := _said(found)), faults


def test_nothing_at_all_is_laid_out_as_well(walk: Callable[..., Walk], strange: Strange) -> None:
    """X8, 3.2: none and one of everything, at every width."""
    visit = _visit(walk, "eu")
    found = {}
    for path in (
        "/cart/",
        f"/search/?q={'x' * 60}",
        "/lists/",
        "/compare/",
        "/c/mugs/?price_min=990000",
    ):
        visit.go(path)
        found[path] = checks.layout(visit.page)
    _fill(visit, strange.many[:1])
    for path in ("/cart/", "/products/?sale=yes"):
        visit.go(path)
        found[path] = checks.layout(visit.page)

    assert not (faults := _said(found)), faults


def _said(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{path} {one}" for path, faults in found.items() for one in faults)
