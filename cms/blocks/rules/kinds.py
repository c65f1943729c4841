"""Every kind of block and its fields: one description for checking, forms and documentation."""

from collections.abc import Mapping
from dataclasses import dataclass

ICONS = (
    "truck",
    "return",
    "shield",
    "leaf",
    "star",
    "heart",
    "lock",
    "box",
    "clock",
    "check",
    "mail",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a block.

    `type` is line, text, markdown, link, picture, number, choice, yes, codes (a list of codes) or
    items (a list of values with `parts`). `longest` counts characters, or entries of a list.
    """

    name: str
    type: str
    label: str
    required: bool = False
    longest: int = 200
    least: int = 0
    most: int = 10_000
    choices: tuple[str, ...] = ()
    parts: "tuple[Field, ...]" = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of block: `settings` are the same in every language, `texts` are said per language."""

    code: str
    title: str
    template: str
    settings: tuple[Field, ...] = ()
    texts: tuple[Field, ...] = ()


def _line(name: str, label: str, *, required: bool = False, longest: int = 120) -> Field:
    return Field(name=name, type="line", label=label, required=required, longest=longest)


def _text(name: str, label: str, *, longest: int = 500) -> Field:
    return Field(name=name, type="text", label=label, longest=longest)


def _link(name: str, label: str) -> Field:
    return Field(
        name=name,
        type="link",
        label=label,
        longest=500,
        hint="category:mugs, product:some-slug, page:about, /path/ or https://…",
    )


def _picture(name: str, label: str, *, required: bool = False) -> Field:
    return Field(
        name=name,
        type="picture",
        label=label,
        required=required,
        longest=300,
        hint="Address of one of our own pictures, such as /pictures/…/1280.webp",
    )


_TITLE = _line("title", "Headline", required=True)
_ALT = _line("alt", "What the picture shows", longest=250)
_ACTION = _line("action", "Button", longest=60)
_MARKDOWN = Field(
    name="body",
    type="markdown",
    label="Text",
    required=True,
    longest=60_000,
    hint="Markdown: ## headline, **bold**, - list, [link](/path/)",
)

KINDS: Mapping[str, Kind] = {
    one.code: one
    for one in (
        Kind(
            code="hero",
            title="Hero",
            template="hero",
            settings=(
                _picture("image", "Picture", required=True),
                _picture("image_portrait", "Picture for narrow screens"),
                _link("action_to", "Button leads to"),
                _link("second_to", "Second button leads to"),
            ),
            texts=(
                _TITLE,
                _text("text", "Lead"),
                _ACTION,
                _line("second", "Second button", longest=60),
                _ALT,
            ),
        ),
        Kind(
            code="product_row",
            title="Product row",
            template="products",
            settings=(
                Field(
                    name="source",
                    type="choice",
                    label="Which products",
                    required=True,
                    choices=("popular", "newest", "category", "chosen"),
                ),
                _line("category", "Category code", longest=60),
                Field(
                    name="products",
                    type="codes",
                    label="Chosen products, by slug",
                    longest=24,
                    hint="One per line",
                ),
                Field(name="limit", type="number", label="How many", least=3, most=24),
                Field(name="rail", type="yes", label="As a row that scrolls"),
                _link("action_to", "Link leads to"),
            ),
            texts=(_TITLE, _line("action", "Link", longest=60)),
        ),
        Kind(
            code="category_tiles",
            title="Category tiles",
            template="categories",
            settings=(
                Field(
                    name="tiles",
                    type="items",
                    label="Tiles",
                    required=True,
                    longest=12,
                    parts=(
                        _line("category", "Category code", required=True, longest=60),
                        _picture("image", "Picture"),
                    ),
                ),
            ),
            texts=(_TITLE,),
        ),
        Kind(code="rich_text", title="Text", template="rich_text", texts=(_MARKDOWN,)),
        Kind(
            code="image",
            title="Picture",
            template="image",
            settings=(
                _picture("image", "Picture", required=True),
                Field(name="width", type="number", label="Width in pixels", least=1),
                Field(name="height", type="number", label="Height in pixels", least=1),
            ),
            texts=(
                _line("alt", "What the picture shows", required=True, longest=250),
                _line("caption", "Caption", longest=250),
            ),
        ),
        Kind(
            code="banner",
            title="Banner",
            template="banner",
            settings=(_picture("image", "Picture"), _link("action_to", "Button leads to")),
            texts=(_TITLE, _text("text", "Text"), _ACTION, _ALT),
        ),
        Kind(
            code="editorial",
            title="Story",
            template="editorial",
            settings=(_picture("image", "Picture"), _link("action_to", "Button leads to")),
            texts=(_TITLE, _MARKDOWN, _ACTION, _ALT),
        ),
        Kind(
            code="proof",
            title="Promises",
            template="proof",
            texts=(
                Field(
                    name="points",
                    type="items",
                    label="Promises",
                    required=True,
                    longest=6,
                    parts=(
                        Field(
                            name="icon", type="choice", label="Icon", required=True, choices=ICONS
                        ),
                        _line("title", "Promise", required=True, longest=80),
                        _line("text", "In one sentence", longest=160),
                    ),
                ),
            ),
        ),
    )
}
