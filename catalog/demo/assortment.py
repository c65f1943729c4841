"""The whole demo assortment, laid out once from the family plans and always the same."""

import functools
import itertools
import random
from collections.abc import Iterator

from catalog.demo import bath, ceramics, colors, numbers, rooms, sitting, small, soft
from catalog.demo.makers import BY_CODE as MAKERS
from catalog.demo.shapes import (
    LANGUAGES,
    DemoProduct,
    DemoVariant,
    FamilyPlan,
    Shape,
    Size,
    Value,
    Words,
)
from commerce.slugs import slug_of

FAMILIES: tuple[FamilyPlan, ...] = (
    ceramics.VASES,
    ceramics.MUGS,
    rooms.LAMPS,
    rooms.CHAIRS,
    soft.BAGS,
    small.PLANTS,
    soft.CUSHIONS,
    small.PRINTS,
    bath.BOTTLES,
)
_RATES = {"GBP": 0.86, "USD": 0.95, "JPY": 165}
"""What a euro with tax was worth when the price tags were set: dollars without tax, yen with it."""


@functools.cache
def products() -> tuple[DemoProduct, ...]:
    """Return every product, family by family."""
    return tuple(product for product, _ in _laid_out())


@functools.cache
def sitters() -> dict[str, sitting.Sitter]:
    """Return how each product sits for the studio, by the product's key."""
    return {sitter.key: sitter for _, sitter in _laid_out()}


@functools.cache
def _laid_out() -> tuple[tuple[DemoProduct, sitting.Sitter], ...]:
    serials = itertools.count(1)
    return tuple(
        _product(plan, number, serials) for plan in FAMILIES for number in range(len(plan.names))
    )


def _product(
    plan: FamilyPlan, number: int, serials: Iterator[int]
) -> tuple[DemoProduct, sitting.Sitter]:
    name = plan.names[number]
    dice = random.Random(f"kontor:{plan.key}:{name}")  # noqa: S311 - goods, not secrets
    shape = plan.shapes[number % len(plan.shapes)]
    maker = MAKERS[plan.makers[(number // len(plan.shapes)) % len(plan.makers)]]
    key = numbers.slugged(f"{plan.key} {name}")
    material = _material(plan, shape, number)
    plain = {"material": material, "brand": maker.name, "origin": maker.country}
    numbers_of = {k: v for k, v in shape.fixed.items() if k == "volume_l"}
    sitter = sitting.sitter(plan=plan, shape=shape, maker=maker, key=key, dice=dice)
    uses = dice.sample(plan.uses, 2)
    variants = _variants(plan, shape, name, sitter=sitter, dice=dice, serials=serials)
    named = {language: _named(name, shape.noun, language) for language in LANGUAGES}
    product = DemoProduct(
        key=key,
        family=plan.key,
        shape=shape.key,
        name=named,
        slug={language: slug_of(said) for language, said in named.items()},
        summary=shape.line.everywhere(),
        description={
            language: f"{maker.technique.said(language)} {uses[0].said(language)}\n\n"
            f"{uses[1].said(language)}\n\n{maker.story.said(language)}"
            for language in LANGUAGES
        },
        maker=maker.code,
        category=shape.category,
        attributes=(*plain.items(), *numbers_of.items()),
        care=plan.care,
        safety=plan.safety,
        tax_class=plan.tax_class,
        variants=variants,
        gallery=(f"{key}--detail", f"{key}--scale", f"{key}--measured"),
        popularity=round(0.15 + dice.paretovariate(1.35), 3),
        days_ago=dice.choice((25, 60, 130, 240, 400, 520, 640, 760, 760, 760))
        + dice.randint(0, 20),
    )
    return product, sitter


def _named(name: str, noun: Words, language: str) -> str:
    """English puts the name first, "Aurel dome lamp"; the others the noun, "Lampe dôme Aurel"."""
    said = noun.said(language)
    return f"{name} {said}" if language == "en" else f"{said[:1].upper()}{said[1:]} {name}"


def _material(plan: FamilyPlan, shape: Shape, number: int) -> str:
    if plan.key == "chair":
        return plan.material[0] if shape.fixed.get("upholstered") else plan.material[1]
    if plan.key == "lamp":
        return plan.material[0] if shape.key in {"cone", "drum"} else plan.material[1]
    return plan.material[number % len(plan.material)]


def _variants(
    plan: FamilyPlan,
    shape: Shape,
    name: str,
    *,
    sitter: sitting.Sitter,
    dice: random.Random,
    serials: Iterator[int],
) -> tuple[DemoVariant, ...]:
    tag = shape.price * dice.uniform(0.86, 1.18)
    reduced = dice.random() < 0.12
    margin = dice.uniform(0.36, 0.45)
    sizes = dice.choice(plan.size_sets)
    if shape.fixed.get("shape") == "lumbar":
        sizes = sizes[:1]
    made = []
    for axes in sitter.axes:
        for size in sizes:
            before = _tags(tag * size.price)
            made.append(
                DemoVariant(
                    sku=_sku(plan, name, axes=axes, size=size),
                    gtin=numbers.gtin13(next(serials)),
                    options=(*axes, *((("size", size.key),) if len(sizes) > 1 else ())),
                    attributes=_attributes(shape, size, axes=axes),
                    prices=_reduced(before) if reduced else before,
                    before=before if reduced else {},
                    cost=round(before["EUR"] / 1.19 * margin),
                    weight_g=round(shape.weight * size.weight),
                    size_mm=_package(shape, size),
                    picture=sitter.picture(axes),
                )
            )
    return tuple(made)


def _tags(cents: float) -> dict[str, int]:
    """The price tags of one piece by currency, from its price in euro cents."""
    found = {"EUR": numbers.retail(cents)}
    for currency, rate in _RATES.items():
        found[currency] = (
            numbers.retail_yen(cents / 100 * rate)
            if currency == "JPY"
            else numbers.retail(cents * rate)
        )
    return found


def _reduced(before: dict[str, int]) -> dict[str, int]:
    return {
        currency: numbers.retail_yen(was * 0.8) if currency == "JPY" else numbers.retail(was * 0.8)
        for currency, was in before.items()
    }


def _sku(plan: FamilyPlan, name: str, *, axes: tuple[tuple[str, str], ...], size: Size) -> str:
    letters = numbers.slugged(name).replace("-", "").upper()
    stem = letters[:3] + letters[-1] if len(letters) > 4 else letters
    parts = [plan.code, stem, *(numbers.abbreviated(value) for _, value in axes)]
    return "-".join([*parts, size.key.upper()]) if size.key else "-".join(parts)


def _attributes(
    shape: Shape, size: Size, *, axes: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, Value], ...]:
    found: list[tuple[str, Value]] = list(axes)
    if shape.fixed.get("shape") == "lumbar":
        size = Size(key="", words=Words("", ""))
    found.append(("height_cm", round(shape.height * size.height * 2) / 2))
    found.append(("width_cm", round(shape.width * size.across * 2) / 2))
    if shape.capacity:
        found.append(("capacity_ml", shape.capacity))
    return tuple(found)


def _package(shape: Shape, size: Size) -> tuple[int, int, int]:
    """Return the parcel's length, width and height in millimeters, 30 mm of padding around."""
    wide = round(shape.width * size.across * 10) + 60
    deep = 90 if shape.category == "prints" else wide
    return (wide, deep, round(shape.height * size.height * 10) + 60)


def axis_words(axis: str, value: str) -> Words:
    """Return what an axis value is called.

    Raises:
        KeyError: when the assortment has no such value.
    """
    if axis == "color":
        return colors.COLORS[value]
    if axis == "wood":
        return colors.WOODS[value]
    if axis == "scent":
        return colors.SCENTS[value][0]
    sizes = (size for plan in FAMILIES for run in plan.size_sets for size in run)
    return {size.key: size.words for size in sizes}[value]
