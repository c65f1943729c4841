"""JSON-LD that cannot leave its element (SEO5)."""

import json

from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from commerce.storefront import structured
from commerce.storefront.parcels import Quote

HOSTILE = '</script><script>alert("1")</script><!-- & \u2028'
QUOTE = Quote(
    country="DE", method="Parcel", price=Money(490, "EUR"), days_min=2, days_max=3,
    free_from=Money(7500, "EUR"),
)  # fmt: skip


def _read(markup: str) -> dict[str, object]:
    inner = markup.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inner)
    found: dict[str, object] = json.loads(inner)
    return found


def test_hostile_words_stay_words() -> None:
    told = _read(structured.script({"@type": "Product", "name": HOSTILE}))

    assert told == {"@context": "https://schema.org", "@type": "Product", "name": HOSTILE}


def test_crumbs_are_numbered_and_absolute() -> None:
    steps = [{"name": "Home", "path": "/"}, {"name": "Mugs", "path": "/c/mugs/"}]

    told = structured.breadcrumbs(steps, base="https://shop.example")

    assert told["itemListElement"][1] == {
        "@type": "ListItem",
        "position": 2,
        "name": "Mugs",
        "item": "https://shop.example/c/mugs/",
    }


def test_later_pages_of_a_shelf_go_on_counting() -> None:
    told = structured.items([("Mug", "/p/mug/")], base="https://x.example", first=25)

    assert [one["position"] for one in told["itemListElement"]] == [25]


def test_delivery_says_its_price_and_its_days() -> None:
    told = structured.shipping(QUOTE, key="#parcel")

    assert told["shippingRate"] == {"@type": "MonetaryAmount", "value": "4.90", "currency": "EUR"}
    assert told["deliveryTime"]["transitTime"]["maxValue"] == 3


def test_the_shop_tells_from_which_value_delivery_is_free(channel: ChannelInfo) -> None:
    told = structured.store(
        name="Kontor", base="https://x.example", front="/", logo="/logo.png", channel=channel,
        quotes=[QUOTE],
    )  # fmt: skip

    free = told["hasShippingService"][0]["shippingConditions"][1]
    assert free["orderValue"]["minValue"] == "75.00"
    assert free["shippingRate"]["value"] == "0.00"
    assert told["hasMerchantReturnPolicy"]["merchantReturnDays"] == 14
