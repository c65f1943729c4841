"""The shot list: every picture the demo shop needs, what is on it, and how it is drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.demo import assortment, taxonomy
from catalog.demo.shapes import LANGUAGES, DemoProduct, Said, Words
from catalog.demo.sitting import Sitter
from catalog.studio import portrait, scale, sets
from catalog.studio.look import Axis

PORTRAIT = (640, 800)


class Four(NamedTuple):
    """A word of the studio in the four languages."""

    en: str
    de: str
    fr: str
    ar: str

    def said(self, language: str) -> str:
        """This is the word in one of them."""
        return str(getattr(self, language))


_CLOSE = {
    "en": "{}, close up",
    "de": "{}, Detail",
    "fr": "{}, vue de près",
    "ar": "{}، لقطة مقرّبة",
}
_BESIDE = {
    "en": "{} in scale beside {}",
    "de": "{} im Größenvergleich mit {}",
    "fr": "{} à l\u2019échelle, avec {}",
    "ar": "{} بالحجم الحقيقي بجانب {}",
}
_KNOWN = {
    "phone": Four("a phone", "einem Telefon", "un téléphone", "هاتف"),
    "mug": Four("a mug", "einem Becher", "une tasse", "كوب"),
    "stool": Four("a stool", "einem Hocker", "un tabouret", "كرسي بلا ظهر"),
    "chair": Four("a chair", "einem Stuhl", "une chaise", "كرسي"),
    "lamp": Four("a table lamp", "einer Tischleuchte", "une lampe de table", "مصباح طاولة"),
    "bench": Four("a bench", "einer Bank", "un banc", "مقعد طويل"),
}
_SIZES = {
    "en": "{} cm high, {} cm wide",
    "de": "{} cm hoch, {} cm breit",
    "fr": "{} cm de haut, {} cm de large",
    "ar": "الارتفاع {} سم، العرض {} سم",
}
_TILE_COLORS = ("terracotta", "oat", "cobalt", "mustard", "moss", "ink", "rose", "teal")


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture to take: its name, pixel size, alternative text, and its drawing."""

    name: str
    size: tuple[int, int]
    alt: Said
    draw: Callable[[], str]


def shot_list() -> Iterator[Shot]:
    """Return all shots: products first, then categories and sets."""
    for product in assortment.products():
        yield from _product_shots(product)
    for category in taxonomy.CATEGORIES:
        yield _category_shot(category)
    yield from _set_shots()


def _product_shots(product: DemoProduct) -> Iterator[Shot]:
    sitter = assortment.sitters()[product.key]
    for axes in sitter.axes:
        look = sitter.look(axes)
        worded = [assortment.axis_words(axis, value) for axis, value in axes]
        yield Shot(
            name=sitter.picture(axes),
            size=PORTRAIT,
            alt={one: _in_colors(product.name[one], worded, one) for one in LANGUAGES},
            draw=lambda look=look: portrait.portrait(  # type: ignore[misc]
                family=product.family, look=look, collection_hue=sitter.hue
            ),
        )
    yield from _shared_shots(product, sitter)


def _shared_shots(product: DemoProduct, sitter: Sitter) -> Iterator[Shot]:
    """What all versions of a product share: close up, beside something known, and measured."""
    first = sitter.look(sitter.axes[0])
    sizes = sizes_of(product)
    known = scale.KNOWN[product.family]
    yield Shot(
        name=product.gallery[0],
        size=PORTRAIT,
        alt={one: _CLOSE[one].format(product.name[one]) for one in LANGUAGES},
        draw=lambda: portrait.detail(family=product.family, look=first, collection_hue=sitter.hue),
    )
    yield Shot(
        name=product.gallery[1],
        size=PORTRAIT,
        alt={
            one: _BESIDE[one].format(product.name[one], _KNOWN[known].said(one))
            for one in LANGUAGES
        },
        draw=lambda: scale.in_scale(family=product.family, look=first, hue=sitter.hue, sizes=sizes),
    )
    yield Shot(
        name=product.gallery[2],
        size=PORTRAIT,
        alt={one: _measured(product.name[one], sizes, one) for one in LANGUAGES},
        draw=lambda: scale.measured(family=product.family, look=first, sizes=sizes),
    )


def sizes_of(product: DemoProduct) -> tuple[scale.Size, ...]:
    """Return the heights and widths a product comes in, in centimeters, the largest first."""
    numbers = [dict(variant.attributes) for variant in product.variants]
    found = {(float(one["height_cm"]), float(one["width_cm"])) for one in numbers}
    return tuple(sorted(found, reverse=True))


def _in_colors(name: str, worded: list[Words], language: str) -> str:
    if language == "ar":
        return f"{name}، {'، '.join(one.said(language) for one in worded)}"
    if language == "de":
        return f"{name} in {', '.join(one.de for one in worded)}"
    colors = ", ".join(one.said(language).lower() for one in worded)
    return f"{name} in {colors}" if language == "en" else f"{name}, {colors}"


def _measured(name: str, sizes: Sequence[scale.Size], language: str) -> str:
    point = "," if language in {"de", "fr"} else "."
    said = [
        _SIZES[language].format(*(f"{side:g}".replace(".", point) for side in one)) for one in sizes
    ]
    colon, comma = ("\u00a0: ", "; ") if language == "fr" else (": ", "; ")
    return f"{name}{colon}{('؛ ' if language == 'ar' else comma).join(said)}"


def _category_shot(category: taxonomy.DemoCategory) -> Shot:
    family, shape = category.cast
    start = sum(map(ord, category.code))
    sitters = [
        sets.Sitter(
            family,
            f"{category.code}-{i}",
            _tile_axes(family, shape, _TILE_COLORS[(start + i * 3) % 8], turn=i),
        )
        for i in range(3)
    ]
    return Shot(
        name=f"category-{category.code}",
        size=PORTRAIT,
        alt=category.name.everywhere(),
        draw=lambda: sets.tile(sitters, hue=category.hue),
    )


def _tile_axes(family: str, shape: str, color: str, *, turn: int) -> dict[str, Axis]:
    axis = {
        "lamp": "shade",
        "vase": "shape",
        "mug": "shape",
        "print": "motif",
        "cushion": "shape",
    }.get(family, "kind")
    axes: dict[str, Axis] = {axis: shape} if shape else {}
    if family != "bottle":
        axes["color"] = "lilac" if family == "print" and color == "oat" else color
    if family in {"vase", "lamp"}:
        axes["body"] = ("chalk", "stone", "clay")[turn]
    if family == "vase" and turn == 2:
        axes["shape"] = "bottle"
    if family == "bottle":
        axes.update(glass=("amber", "green", "smoke")[turn], label="MIELLE", caption="")
    return axes


_SETS: tuple[tuple[str, float, tuple[sets.Sitter, ...], Words], ...] = (
    (
        "studio",
        160,
        (
            sets.Sitter("plant", "set-1", {"kind": "split", "color": "terracotta"}),
            sets.Sitter("vase", "set-2", {"shape": "moon", "color": "cobalt", "body": "oat"}),
            sets.Sitter(
                "lamp",
                "set-3",
                {"shade": "mushroom", "color": "mustard", "body": "chalk", "base": "sphere"},
            ),
            sets.Sitter("mug", "set-4", {"shape": "straight", "color": "rose"}),
        ),
        Words(
            "A plant, a cobalt moon vase, a lit lamp and a mug in a daylight studio",
            "Eine Pflanze, eine kobaltblaue Mondvase, eine leuchtende Lampe und ein Becher im Tageslichtstudio",
        ),
    ),
    (
        "evening",
        30,
        (
            sets.Sitter(
                "vase",
                "set-5",
                {"shape": "amphora", "color": "terracotta", "body": "chalk", "stems": 1},
            ),
            sets.Sitter(
                "lamp",
                "set-6",
                {"shade": "dome", "color": "forest", "body": "oat", "base": "trumpet"},
            ),
            sets.Sitter("vase", "set-7", {"shape": "gourd", "color": "ink", "body": "stone"}),
            sets.Sitter(
                "bottle",
                "set-8",
                {
                    "kind": "candle",
                    "glass": "amber",
                    "scent_color": "terracotta",
                    "label": "MIELLE",
                    "caption": "CANDLE 220 G",
                },
            ),
        ),
        Words(
            "Branches in an amphora, a green dome lamp, a gourd vase and a burning candle",
            "Zweige in einer Amphore, eine grüne Kuppelleuchte, eine Kürbisvase und eine brennende Kerze",
        ),
    ),
    (
        "table",
        200,
        (
            sets.Sitter("mug", "set-9", {"shape": "bowl", "color": "ochre", "body": "oat"}),
            sets.Sitter("vase", "set-10", {"shape": "jug", "color": "chalk", "stems": 1}),
            sets.Sitter("mug", "set-11", {"shape": "round", "color": "teal"}),
            sets.Sitter("mug", "set-12", {"shape": "espresso", "color": "brick", "body": "chalk"}),
        ),
        Words(
            "A bowl, a jug with branches and two cups set out on pale blue",
            "Eine Schale, ein Krug mit Zweigen und zwei Tassen auf Hellblau",
        ),
    ),
)


def _set_shots() -> Iterator[Shot]:
    for name, hue, sitters, alt in _SETS:
        for suffix, side, size in (
            ("wide", "left", sets.LANDSCAPE),
            ("tall", "top", sets.PORTRAIT),
        ):
            yield Shot(
                name=f"set-{name}-{suffix}",
                size=size,
                alt=alt.everywhere(),
                draw=lambda s=sitters, h=hue, f=side: sets.hero(  # type: ignore[misc]
                    s, hue=h, free_side=f
                ),
            )
