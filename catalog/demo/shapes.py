"""The nouns of the demo assortment: words in four languages, shapes, families, makers, products."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.demo import arabic, french

LANGUAGES = ("en", "de", "fr", "ar")
_ELSEWHERE = {"fr": french.TEXTS, "ar": arabic.TEXTS}
Said = Mapping[str, str]


class Words(NamedTuple):
    """The same text in English and German; French and Arabic are looked up by the English one."""

    en: str
    de: str

    def said(self, language: str) -> str:
        """This is the text in one of `LANGUAGES`.

        Raises:
            KeyError: when nobody has translated it.
        """
        if language in {"en", "de"} or not self.en:
            return self.de if language == "de" else self.en
        return _ELSEWHERE[language][self.en]

    def everywhere(self) -> dict[str, str]:
        """This is the text by language, in the order of `LANGUAGES`."""
        return {language: self.said(language) for language in LANGUAGES}


Value = str | int | float | bool


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Who makes it: brand, the firm behind it for the safety label, and its collection's wall hue.

    `responsible` is the EU contact when the firm sits outside the Union.
    """

    code: str
    name: str
    country: str
    firm: str
    address: str
    mail: str
    hue: float
    story: Words
    technique: Words
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A form a family comes in: what it is called, what to say about it, and its usual numbers.

    Price in euro cents including tax, sizes in centimeters, weight in grams.
    """

    key: str
    noun: Words
    line: Words
    category: str
    price: int
    height: float
    width: float
    weight: int
    capacity: int = 0
    fixed: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Size:
    """A step of the size axis: factors on height, width (0: as the height), weight and price."""

    key: str
    words: Words
    height: float = 1.0
    width: float = 0.0
    weight: float = 1.0
    price: float = 1.0

    @property
    def across(self) -> float:
        """The factor on widths."""
        return self.width or self.height


@dataclass(frozen=True, kw_only=True)
class FamilyPlan:
    """One family of the assortment, enough to lay out all its products.

    `colors` are drawn per product; `size_sets` are the size runs a product may come in; `axis` is
    the attribute the color answers to (glaze, fabric, scent...).
    """

    key: str
    words: Words
    code: str
    names: tuple[str, ...]
    shapes: tuple[Shape, ...]
    makers: tuple[str, ...]
    axis: str
    colors: tuple[str, ...]
    color_counts: tuple[int, ...]
    size_sets: tuple[tuple[Size, ...], ...]
    uses: tuple[Words, ...]
    care: Words
    safety: Words
    material: tuple[str, ...]
    tax_class: str = "standard"


@dataclass(frozen=True, kw_only=True)
class DemoVariant:
    """One sellable variant: identifiers, axes, attributes, prices in minor units, and its picture.

    `prices` and `before` are by currency, as the channels show them (EUR, GBP and JPY with tax, USD
    without); `before` is what it cost before a reduction, empty without one. `cost` is the net
    purchase price in euro cents. `picture` names a file of `pictures`.
    """

    sku: str
    gtin: str
    options: tuple[tuple[str, str], ...]
    attributes: tuple[tuple[str, Value], ...]
    prices: Mapping[str, int]
    before: Mapping[str, int]
    cost: int
    weight_g: int
    size_mm: tuple[int, int, int]
    picture: str


@dataclass(frozen=True, kw_only=True)
class DemoProduct:
    """One product with words in four languages, its maker, category, variants and gallery."""

    key: str
    family: str
    shape: str
    name: Said
    slug: Said
    summary: Said
    description: Said
    maker: str
    category: str
    attributes: tuple[tuple[str, Value], ...]
    care: Words
    safety: Words
    tax_class: str
    variants: tuple[DemoVariant, ...]
    gallery: tuple[str, ...]
    popularity: float
    days_ago: int
