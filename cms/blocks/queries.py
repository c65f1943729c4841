"""Blocks as they are shown now: one language each, live products and prices, no gaps."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape, unescape
from typing import Any

from django.utils.safestring import mark_safe

from catalog import public as catalog
from catalog.contracts import CategoryNode, PictureFacts, ProductCard
from cms.blocks.rules import check, kinds, text
from cms.blocks.rules.check import Block
from cms.contracts import BlockView
from commerce.channels.queries import ChannelInfo
from commerce.storefront import pictures
from commerce.storefront.paths import in_language

FEWEST_PRODUCTS = 3
ROW = 8
WIDTHS = (320, 480, 640, 960, 1280)
_INSIDE = re.compile(r'href="((?:category|product|page):[^"]*|/[^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """For whom blocks are shown.

    `language` is the visitor's, for paths and for names from the catalog; `languages` are those a
    block may speak, in order of preference. `addresses` tells where pages are in that language, by
    their names; it is asked only when a link needs it.
    """

    channel: ChannelInfo
    language: str
    languages: tuple[str, ...]
    at: datetime
    addresses: Callable[[], Mapping[str, str]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One of our pictures in every width we have of it: for `<picture>`, with its true proportions."""

    src: str
    avif: str
    webp: str
    width: int
    height: int
    color: str
    focus: str = ""

    @property
    def narrow(self) -> str:
        """The focal point's classes where this picture replaces another on narrow screens."""
        return pictures.focus_narrow(self.focus)

    @property
    def wall(self) -> str:
        """The wall behind the set: a shade lighter than the whole, as our lit sets have it."""
        parts = (int(self.color[at : at + 2], 16) for at in (1, 3, 5))
        return "#" + "".join(f"{min(255, part * 108 // 100):02x}" for part in parts)


def shown(blocks: Iterable[Block], *, showing: Showing) -> tuple[BlockView, ...]:
    """This resolves the blocks that show at this moment; what cannot be shown is left out."""
    found = tuple(
        view
        for one in blocks
        if one.visible(showing.at)
        for view in [_view(one, showing)]
        if view is not None
    )
    return _with_pictures(found)


def _with_pictures(views: tuple[BlockView, ...]) -> tuple[BlockView, ...]:
    """All pictures of a page are looked up at once; what is none of ours stays a plain address."""
    facts = catalog.picture_facts(keys=[key for view in views for key in _keys_in(view.values)])
    return tuple(replace(view, values=_pictures_in(view.values, facts)) for view in views)


def _keys_in(values: Mapping[str, Any]) -> Iterator[str]:
    for name in ("image", "image_portrait"):
        if key := _key_of(values.get(name)):
            yield key
    for tile in values.get("categories", ()):
        if key := _key_of(tile["image"]):
            yield key


def _pictures_in(values: Mapping[str, Any], facts: Mapping[str, PictureFacts]) -> dict[str, Any]:
    found = dict(values)
    for name in ("image", "image_portrait"):
        if name in found:
            found[name.replace("image", "picture")] = _picture(found[name], facts)
    if "categories" in found:
        found["categories"] = [
            {**tile, "picture": _picture(tile["image"], facts)} for tile in found["categories"]
        ]
    return found


def _picture(address: object, facts: Mapping[str, PictureFacts]) -> Picture | None:
    known = facts.get(_key_of(address))
    if known is None:
        return None
    widths = [width for width in WIDTHS if width < known.width]
    if not widths or widths[-1] < WIDTHS[-1]:
        widths.append(known.width)
    return Picture(
        src=f"/pictures/{known.key}/{_middle(widths)}.webp",
        avif=_srcset(known.key, widths, "avif"),
        webp=_srcset(known.key, [one for one in widths if one in WIDTHS] or widths, "webp"),
        width=known.width,
        height=known.height,
        color=known.color,
        focus=pictures.focus(known.focal_x, known.focal_y),
    )


def _middle(widths: Sequence[int]) -> int:
    """Browsers without AVIF and srcset get a middling picture."""
    return next((width for width in reversed(widths) if width in {640, 480, 320}), widths[0])


def _srcset(key: str, widths: Sequence[int], kind: str) -> str:
    return ", ".join(f"/pictures/{key}/{width}.{kind} {width}w" for width in widths)


def _key_of(address: object) -> str:
    place, _slash, _file = str(address or "").rpartition("/")
    return place.removeprefix("/pictures/") if place.startswith("/pictures/") else ""


def resolved_link(link: str, *, showing: Showing) -> str:
    """This turns a stored link into a path in the visitor's language; empty when it leads nowhere."""
    place, colon, name = link.partition(":")
    if place == "category" and colon:
        node = _categories(showing).get(name)
        return in_language(f"/c/{node.slug}/", showing.language) if node else ""
    if place == "product" and colon:
        return in_language(f"/p/{name}/", showing.language)
    if place == "page" and colon:
        return in_language(f"/pages/{showing.addresses().get(name, name)}/", showing.language)
    return in_language(link, showing.language) if link.startswith("/") else link


def _leading(html: str, showing: Showing) -> str:
    """Links within a text lead to the reader's language; those that lead nowhere become plain words."""

    def led(found: "re.Match[str]") -> str:
        path = resolved_link(unescape(found[1]), showing=showing)
        return f'href="{escape(path)}"' if path else ""

    return _INSIDE.sub(led, html)


def _view(block: Block, showing: Showing) -> BlockView | None:
    language = check.language_of(block, showing.languages)
    if language is None:
        return None
    said = dict(block.texts.get(language, {}))
    values = _SHOWN[block.kind](block.settings, said, showing)
    if values is None:
        return None
    return BlockView(
        key=block.key,
        kind=block.kind,
        language=language,
        template=f"cms/blocks/{kinds.KINDS[block.kind].template}.html",
        values=values,
    )


Said = Mapping[str, Any]


def _with_links(settings: Said, said: Said, showing: Showing) -> dict[str, Any]:
    """A button shows when it has both words and somewhere to lead to."""
    found = {**settings, **said}
    for name, to in (("action", "action_to"), ("second", "second_to")):
        path = resolved_link(str(settings.get(to, "")), showing=showing)
        found.pop(to, None)
        good = bool(path and said.get(name))
        found[name] = said[name] if good else ""
        found[f"{name}_path"] = path if good else ""
    return found


def _pictured(settings: Said, said: Said, showing: Showing) -> dict[str, Any]:
    empty = {"image": "", "image_portrait": "", "text": "", "alt": "", "title": ""}
    return empty | _with_links(settings, said, showing)


def _products(settings: Said, said: Said, showing: Showing) -> dict[str, Any] | None:
    cards = _cards(settings, showing)
    if len(cards) < FEWEST_PRODUCTS:
        return None
    found = _with_links({"action_to": settings.get("action_to", "")}, said, showing)
    return found | {"cards": cards, "rail": settings.get("rail") is True}


def _cards(settings: Said, showing: Showing) -> tuple[ProductCard, ...]:
    source = settings["source"]
    wanted: Sequence[str] = settings.get("products", ()) if source == "chosen" else ()
    category = settings.get("category", "") if source == "category" else ""
    if (source == "chosen" and not wanted) or (source == "category" and not category):
        return ()
    return catalog.product_cards(
        channel=showing.channel,
        language=showing.language,
        category=category,
        slugs=wanted,
        sort="newest" if source == "newest" else "popular",
        limit=int(settings.get("limit", ROW)),
        at=showing.at,
    )


def _tiles(settings: Said, said: Said, showing: Showing) -> dict[str, Any] | None:
    known = _categories(showing)
    tiles = [
        {
            "code": node.code,
            "name": node.name,
            "path": in_language(f"/c/{node.slug}/", showing.language),
            "image": tile.get("image", ""),
        }
        for tile in settings["tiles"]
        for node in [known.get(tile["category"])]
        if node is not None
    ]
    return {"title": said["title"], "categories": tiles} if tiles else None


def _rich_text(settings: Said, said: Said, showing: Showing) -> dict[str, Any]:
    html = _leading(text.html_of(said["body"]), showing)
    return {"html": mark_safe(html), "headings": text.headings(html)}  # noqa: S308 - allow-listed


def _editorial(settings: Said, said: Said, showing: Showing) -> dict[str, Any]:
    html = _leading(text.html_of(said["body"]), showing)
    found = _pictured(settings, said, showing)
    found.pop("body")
    return found | {"html": mark_safe(html)}  # noqa: S308 - allow-listed


def _image(settings: Said, said: Said, showing: Showing) -> dict[str, Any]:
    return {"caption": "", "width": None, "height": None, **settings, **said}


def _proof(settings: Said, said: Said, showing: Showing) -> dict[str, Any]:
    return {"points": [{"text": "", **point} for point in said["points"]]}


def _categories(showing: Showing) -> dict[str, CategoryNode]:
    """The catalog keeps its tree at hand, so that asking for each link costs nothing."""
    found: dict[str, CategoryNode] = {}
    waiting = list(catalog.categories(channel=showing.channel, language=showing.language))
    while waiting:
        node = waiting.pop()
        found[node.code] = node
        waiting += node.children
    return found


_SHOWN: Mapping[str, Callable[[Said, Said, Showing], dict[str, Any] | None]] = {
    "hero": _pictured,
    "product_row": _products,
    "category_tiles": _tiles,
    "rich_text": _rich_text,
    "image": _image,
    "banner": _pictured,
    "editorial": _editorial,
    "proof": _proof,
}
