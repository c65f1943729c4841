"""Writing the demo assortment into the catalogue: shelves one by one, goods in bulk."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from catalog.attributes import actions as attributes
from catalog.attributes.models import Family
from catalog.demo import assortment, makers, taxonomy, words
from catalog.demo.shapes import LANGUAGES, DemoProduct, DemoVariant, FamilyPlan, Value
from catalog.pricing import actions as pricing
from catalog.pricing.models import Price, PriceList, PricePoint
from catalog.products import actions as products
from catalog.products.models import Product, ProductSlug, Variant
from catalog.publishing.models import Publication
from catalog.taxonomy import actions as shelves
from catalog.taxonomy.models import Brand, Category
from commerce import db
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor

AXES = ("color", "wood", "scent", "size")
# The families' numbers in Google's product taxonomy.
GOOGLE = {
    "vase": 602, "mug": 2169, "lamp": 4636, "chair": 443, "cushion": 4454, "print": 500044,
    "plant": 985, "bag": 3032, "bottle": 474,
}  # fmt: skip
# Mugs cost less from so many on.
A_SET = 6
CHANNELS = ("eu", "uk", "us", "jp")


def source_key(product: DemoProduct) -> str:
    """Return the key under which a demo product is known to the catalogue."""
    return f"demo:{product.key}"


@db.transaction_required
def plant(*, by: Actor, at: datetime) -> list[Product]:
    """This writes what is missing of the assortment and returns the new products."""
    known = set(
        Product.objects.filter(source_key__startswith="demo:").values_list("source_key", flat=True)
    )
    fresh = [one for one in assortment.products() if source_key(one) not in known]
    if not fresh:
        return []
    _define_words(by=by, at=at)
    _build_shelves(by=by, at=at)
    rows = _make_products(fresh, at=at)
    variants = _make_variants(fresh, rows, at=at)
    for code in CHANNELS:
        channel = channels.get_channel(code)
        _price(fresh, variants, channel=channel, by=by, at=at)
        _publish(fresh, rows, channel=channel, at=at)
    products.word_options([row.pk for row in rows])
    return rows


def _define_words(*, by: Actor, at: datetime) -> None:
    for position, one in enumerate(words.attributes()):
        attributes.define_attribute(
            code=one.code,
            kind=one.kind,
            names=one.names.everywhere(),
            at=at,
            by=by,
            options=[
                attributes.OptionWords(code=code, names=said.everywhere(), hex=swatch)
                for code, said, swatch in one.options
            ],
            unit=one.unit,
            is_facet=one.facet,
            translated=one.code in words.TRANSLATED,
            is_searchable=one.code not in words.UNSEARCHED,
            position=position,
        )
    for plan in assortment.FAMILIES:
        attributes.define_family(
            code=plan.key,
            names=plan.words.everywhere(),
            asks=_asks(plan),
            google_category=GOOGLE.get(plan.key),
        )


def _asks(plan: FamilyPlan) -> list[attributes.Ask]:
    axes = {"chair": ("wood", "color"), "print": ("wood", "size"), "bottle": ("scent",)}.get(
        plan.key, ("color",)
    )
    axes += ("size",) if any(len(run) > 1 for run in plan.size_sets) and "size" not in axes else ()
    said = ["material", "height_cm", "width_cm"]
    said += ["capacity_ml"] if plan.key == "mug" else []
    said += ["content_ml"] if plan.key == "bottle" else []
    said += ["volume_l"] if plan.key == "bag" else []
    said += ["color"] if plan.key == "print" else []
    legal = ["origin", "care", "safety", "manufacturer", "responsible_person"]
    return [
        *(attributes.Ask(attribute=code, is_axis=True) for code in axes),
        *(
            attributes.Ask(attribute=code, required_in=("*",) if code == "material" else ())
            for code in (*said, *legal)
        ),
    ]


def _build_shelves(*, by: Actor, at: datetime) -> None:
    for position, one in enumerate(taxonomy.CATEGORIES):
        shelves.save_category(
            code=one.code,
            words={
                language: {
                    "name": one.name.said(language),
                    "description": one.intro.said(language),
                }
                for language in LANGUAGES
            },
            at=at,
            by=by,
            parent=one.parent,
            position=position,
        )
    for maker in makers.MAKERS:
        shelves.save_brand(name=maker.name, code=maker.code)


def _make_products(fresh: list[DemoProduct], *, at: datetime) -> list[Product]:
    families = {row.code: row for row in Family.objects.all()}
    brands = {row.code: row for row in Brand.objects.all()}
    categories = {row.code: row for row in Category.objects.all()}
    rows = Product.objects.bulk_create(
        Product(
            source_key=source_key(one),
            family=families[one.family],
            brand=brands[one.maker],
            category=categories[one.category],
            words={
                language: {
                    part: getattr(one, part)[language]
                    for part in ("name", "slug", "summary", "description")
                }
                for language in LANGUAGES
            },
            values=_product_values(one),
            tax_class=one.tax_class,
            popularity=round(one.popularity * 100),
            created_at=at - timedelta(days=one.days_ago),
            updated_at=at,
        )
        for one in fresh
    )
    ProductSlug.objects.bulk_create(
        ProductSlug(product=row, language=language, slug=said["slug"])
        for row in rows
        for language, said in row.words.items()
    )
    return rows


def _product_values(one: DemoProduct) -> dict[str, Any]:
    maker = makers.BY_CODE[one.maker]
    found = {code: _value(code, value) for code, value in one.attributes if code != "brand"}
    found["care"], found["safety"] = one.care.everywhere(), one.safety.everywhere()
    found["manufacturer"] = f"{maker.firm}, {maker.address}, {maker.mail}"
    if maker.responsible:
        found["responsible_person"] = maker.responsible
    return found


def _make_variants(
    fresh: list[DemoProduct], rows: list[Product], *, at: datetime
) -> list[tuple[DemoVariant, Variant]]:
    """Of every other product the next delivery is known: six days to four weeks from now."""
    pairs = [
        (planned, position, row)
        for one, row in zip(fresh, rows, strict=True)
        for position, planned in enumerate(one.variants)
    ]
    families = {row.pk: one.family for one, row in zip(fresh, rows, strict=True)}
    made = Variant.objects.bulk_create(
        Variant(
            product=row,
            sku=planned.sku,
            gtin=planned.gtin,
            values=_variant_values(planned, family=families[row.pk]),
            weight_g=planned.weight_g,
            length_mm=planned.size_mm[0],
            width_mm=planned.size_mm[1],
            height_mm=planned.size_mm[2],
            max_quantity=20,
            expected_on=at.date() + timedelta(days=6 + row.pk % 22) if row.pk % 2 else None,
            cost_minor=planned.cost,
            cost_currency="EUR",
            position=position,
        )
        for planned, position, row in pairs
    )
    return list(zip((planned for planned, _, _ in pairs), made, strict=True))


def _variant_values(planned: DemoVariant, *, family: str) -> dict[str, Any]:
    """What a bottle holds is sold by measure; what a mug holds is not."""
    measured = {"capacity_ml": "content_ml"} if family == "bottle" else {}
    return {
        measured.get(code, code): _value(code, value)
        for code, value in (*planned.attributes, *planned.options)
    }


def _price(
    fresh: list[DemoProduct],
    variants: Iterable[tuple[DemoVariant, Variant]],
    *,
    channel: ChannelInfo,
    by: Actor,
    at: datetime,
) -> None:
    base = pricing.base_list(channel=channel)
    ages = {variant.sku: one.days_ago for one in fresh for variant in one.variants}
    sets = {variant.sku for one in fresh if one.family == "mug" for variant in one.variants}
    prices, points = [], []
    for planned, row in variants:
        now, was = planned.prices[channel.currency], planned.before.get(channel.currency)
        price = Price(price_list=base, variant=row, amount_minor=now)
        price.was_minor = was
        prices.append(price)
        if planned.sku in sets and was is None:
            by_the_set = round(now * 0.9 / 10) * 10
            prices.append(
                Price(price_list=base, variant=row, amount_minor=by_the_set, min_quantity=A_SET)
            )
        launched = at - timedelta(days=ages[planned.sku])
        points.append(_point(base, row, was or now, by=by, at=launched))
        if was is not None:
            points.append(_point(base, row, now, by=by, at=at - timedelta(days=9)))
    Price.objects.bulk_create(prices)
    PricePoint.objects.bulk_create(points)


def _point(base: PriceList, row: Variant, amount: int, *, by: Actor, at: datetime) -> PricePoint:
    return PricePoint(price_list=base, variant_id=row.pk, amount_minor=amount, at=at, by=str(by))


def _publish(
    fresh: list[DemoProduct], rows: list[Product], *, channel: ChannelInfo, at: datetime
) -> None:
    Publication.objects.bulk_create(
        Publication(
            product=row,
            channel_id=channel.id,
            state="published",
            published_at=at - timedelta(days=one.days_ago),
        )
        for one, row in zip(fresh, rows, strict=True)
    )


def _value(code: str, value: Value) -> Any:
    """Return a value in its stored form: an option's code, or a decimal as text."""
    if code == "origin":
        return str(value).lower()
    if code in words.CHOSEN:
        return words.option_code(str(value))
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
