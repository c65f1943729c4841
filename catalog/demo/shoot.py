"""The shot list: every picture the demo shop needs, what is on it, and how it is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalog.demo import assortment, taxonomy
from catalog.demo.shapes import LANGUAGES, DemoProduct, Said, Words
from catalog.studio import drawing, portrait, sets
from catalog.studio.look import Axis

PORTRAIT = (640, 800)
_CLOSE = {
    "en": "{}, close up",
    "de": "{}, Detail",
    "fr": "{}, vue de près",
    "ar": "{}، لقطة مقرّبة",
}
_SIZES = {
    "en": "{}: {} cm high, {} cm wide",
    "de": "{}: {} cm hoch, {} cm breit",
    "fr": "{}\u00a0: {} cm de haut, {} cm de large",
    "ar": "{}: الارتفاع {} سم، العرض {} سم",
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
    first = sitter.look(sitter.axes[0])
    numbers = dict(product.variants[-1].attributes)
    height, width = float(numbers["height_cm"]), float(numbers["width_cm"])
    yield Shot(
        name=product.gallery[0],
        size=PORTRAIT,
        alt={one: _CLOSE[one].format(product.name[one]) for one in LANGUAGES},
        draw=lambda: portrait.detail(family=product.family, look=first, collection_hue=sitter.hue),
    )
    yield Shot(
        name=product.gallery[1],
        size=PORTRAIT,
        alt={one: _measured(product.name[one], (height, width), one) for one in LANGUAGES},
        draw=lambda: drawing.measured(
            family=product.family, look=first, height_cm=height, width_cm=width
        ),
    )


def _in_colors(name: str, worded: list[Words], language: str) -> str:
    if language == "ar":
        return f"{name}، {'، '.join(one.said(language) for one in worded)}"
    if language == "de":
        return f"{name} in {', '.join(one.de for one in worded)}"
    colors = ", ".join(one.said(language).lower() for one in worded)
    return f"{name} in {colors}" if language == "en" else f"{name}, {colors}"


def _measured(name: str, size: tuple[float, float], language: str) -> str:
    comma = language in {"de", "fr"}
    tall, wide = (f"{one:g}".replace(".", "," if comma else ".") for one in size)
    return _SIZES[language].format(name, tall, wide)


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
