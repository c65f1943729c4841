"""The attributes the demo assortment is described by, as `catalog.attributes` wants them."""

from dataclasses import dataclass

from catalog.demo import assortment, colors, numbers
from catalog.demo.shapes import Words


@dataclass(frozen=True, kw_only=True)
class DemoAttribute:
    """An attribute with its options: (code, words, hex); `facet` puts it beside lists."""

    code: str
    kind: str
    names: Words
    unit: str = ""
    facet: bool = False
    options: tuple[tuple[str, Words, str], ...] = ()


_COUNTRIES = {
    "AT": Words("Austria", "Österreich"), "DE": Words("Germany", "Deutschland"),
    "DK": Words("Denmark", "Dänemark"), "ES": Words("Spain", "Spanien"),
    "FR": Words("France", "Frankreich"), "GB": Words("United Kingdom", "Großbritannien"),
    "HU": Words("Hungary", "Ungarn"), "IE": Words("Ireland", "Irland"),
    "IT": Words("Italy", "Italien"), "NL": Words("Netherlands", "Niederlande"),
    "PT": Words("Portugal", "Portugal"),
}  # fmt: skip


def _sizes() -> tuple[tuple[str, Words, str], ...]:
    found = {
        size.key: size.words
        for plan in assortment.FAMILIES
        for run in plan.size_sets
        for size in run
        if size.key
    }
    return tuple((key, words, "") for key, words in found.items())


def option_code(value: str) -> str:
    """Return the code of an axis value: "black ash" is "black-ash"."""
    return numbers.slugged(value)


def attributes() -> tuple[DemoAttribute, ...]:
    """Return all attributes in the order shoppers read them."""
    return (*_choices(), *_measures(), *_origins())


def _choices() -> tuple[DemoAttribute, ...]:
    return (
        DemoAttribute(
            code="color",
            kind="color",
            names=Words("Color", "Farbe"),
            facet=True,
            options=tuple(
                (key, words, colors.SWATCHES[key]) for key, words in colors.COLORS.items()
            ),
        ),
        DemoAttribute(
            code="wood",
            kind="color",
            names=Words("Wood", "Holz"),
            facet=True,
            options=tuple(
                (option_code(key), words, colors.WOOD_SWATCHES[key])
                for key, words in colors.WOODS.items()
            ),
        ),
        DemoAttribute(
            code="scent",
            kind="choice",
            names=Words("Scent", "Duft"),
            facet=True,
            options=tuple((option_code(key), found[0], "") for key, found in colors.SCENTS.items()),
        ),
        DemoAttribute(code="size", kind="choice", names=Words("Size", "Größe"), options=_sizes()),
        DemoAttribute(
            code="material",
            kind="choice",
            names=Words("Material", "Material"),
            facet=True,
            options=tuple((option_code(key), words, "") for key, words in colors.MATERIALS.items()),
        ),
    )


def _measures() -> tuple[DemoAttribute, ...]:
    return (
        DemoAttribute(code="height_cm", kind="number", names=Words("Height", "Höhe"), unit="cm"),
        DemoAttribute(code="width_cm", kind="number", names=Words("Width", "Breite"), unit="cm"),
        DemoAttribute(
            code="capacity_ml", kind="number", names=Words("Capacity", "Inhalt"), unit="ml"
        ),
        DemoAttribute(
            code="content_ml", kind="number", names=Words("Content", "Inhalt"), unit="ml"
        ),
        DemoAttribute(code="volume_l", kind="number", names=Words("Volume", "Volumen"), unit="l"),
    )


def _origins() -> tuple[DemoAttribute, ...]:
    return (
        DemoAttribute(
            code="origin",
            kind="choice",
            names=Words("Made in", "Hergestellt in"),
            facet=True,
            options=tuple((code.lower(), words, "") for code, words in _COUNTRIES.items()),
        ),
        DemoAttribute(code="care", kind="text", names=Words("Care", "Pflege")),
        DemoAttribute(code="safety", kind="text", names=Words("Safety", "Sicherheit")),
        DemoAttribute(code="manufacturer", kind="text", names=Words("Manufacturer", "Hersteller")),
        DemoAttribute(
            code="responsible_person",
            kind="text",
            names=Words("EU responsible person", "EU-Verantwortlicher"),
        ),
    )


TRANSLATED = frozenset({"care", "safety"})
# What the law wants said is read, and never searched for.
UNSEARCHED = frozenset({"safety", "manufacturer", "responsible_person"})
CHOSEN = frozenset({"color", "wood", "scent", "size", "material", "origin"})
