"""Reads of the category tree."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.conf import settings

from catalog.contracts import CategoryNode
from catalog.taxonomy import rules
from catalog.taxonomy.models import Brand, Category, CategorySlug
from commerce import memo
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound

Below = dict[int | None, list[Category]]
KEEP_SECONDS = 5.0
Said = TypeVar("Said")


class UnknownCategory(NotFound):
    """No category answers to this code."""

    code = "unknown_category"


class UnknownBrand(NotFound):
    """No brand has this code."""

    code = "unknown_brand"


def get_brand(code: str) -> Brand:
    """This finds a brand by code.

    Raises:
        UnknownBrand: when there is none.
    """
    found = Brand.objects.filter(code=code).first()
    if found is None:
        message = f"there is no brand {code!r}"
        raise UnknownBrand(message, field="brand")
    return found


def get_category(code: str) -> Category:
    """This finds a category by code or public id.

    Raises:
        UnknownCategory: when there is none.
    """
    column = "public_id" if code.startswith("cat_") else "code"
    found = Category.objects.filter(**{column: code}).first()
    if found is None:
        message = f"there is no category {code!r}"
        raise UnknownCategory(message, field="category")
    return found


@memo.kept(seconds=KEEP_SECONDS)
def tree(*, language: str) -> tuple[CategoryNode, ...]:
    """This reads the visible tree in a language; kept in the process for some seconds."""
    return _tree(language)


def flat(*, language: str) -> dict[str, CategoryNode]:
    """This is the visible tree as one dictionary by code."""
    return {node.code: node for root in tree(language=language) for node in _walk(root)}


def node_of(row: Category, *, language: str) -> CategoryNode:
    """This is one category alone, hidden or not, without what lies below it."""
    return _node(row, {}, language)


def find_by_slug(*, slug: str, language: str) -> tuple[CategoryNode | None, bool]:
    """This finds a visible category by slug; the second value tells that the slug is the present one.

    A slug of another language or of the past leads there, too: the caller redirects. Present slugs are
    known with the tree.
    """
    known = _present(language).get(slug)
    if known is not None:
        return known, True
    row = (
        CategorySlug.objects.filter(slug=slug)
        .order_by("-current")
        .values_list("category__code", "language", "current")
    )
    found = sorted(row, key=lambda one: (one[1] != language, not one[2]))
    if not found:
        return None, False
    node = flat(language=language).get(found[0][0])
    return node, node is not None and node.slug == slug


@memo.kept(seconds=KEEP_SECONDS)
def _present(language: str) -> dict[str, CategoryNode]:
    nodes = flat(language=language).values()
    return {node.slug: node for node in nodes if node.slugs.get(language) == node.slug}


def addresses(node: CategoryNode, *, channel: ChannelInfo) -> dict[str, str]:
    """These are a category's bare paths in every language of a channel."""
    return {one: f"/c/{slug_in(node, language=one)}/" for one in channel.languages}


def slug_in(node: CategoryNode, *, language: str) -> str:
    """This is a category's slug in a language, or the one in place of it."""
    return _said(node.slugs, language) or node.slug


def paths(category_ids: Collection[int]) -> dict[int, list[int]]:
    """This tells the keys from the root down to each category; one query."""
    rows = Category.objects.filter(id__in=category_ids).values_list("id", "path")
    return {key: rules.keys_of(path) for key, path in rows}


def google_categories() -> dict[str, int]:
    """This tells the number in Google's taxonomy of each category that has one, by code; one query."""
    rows = Category.objects.filter(google_category__isnull=False)
    found = rows.values_list("code", "google_category")
    return {code: number for code, number in found if number}


def _tree(language: str) -> tuple[CategoryNode, ...]:
    rows = list(
        Category.objects.filter(hidden=False).select_related("parent").order_by("position", "id")
    )
    below: Below = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    return tuple(_node(row, below, language) for row in below.get(None, []))


def _node(row: Category, below: Below, language: str) -> CategoryNode:
    words: dict[str, str] = _said(row.words, language) or {}
    return CategoryNode(
        category_id=row.pk,
        public_id=row.public_id,
        code=row.code,
        parent_code=row.parent.code if row.parent else "",
        slug=words.get("slug") or row.code,
        name=words.get("name") or row.code,
        description=words.get("description", ""),
        depth=row.depth,
        children=tuple(_node(child, below, language) for child in below.get(row.pk, [])),
        google_category=row.google_category,
        slugs={one: said["slug"] for one, said in row.words.items() if said.get("slug")},
    )


def _said(words: Mapping[str, Said], language: str) -> Said | None:
    """What is told in a language, else in the house's first, else in any."""
    first = next(iter(words.values()), None)
    return words.get(language) or words.get(settings.LANGUAGE_CODE) or first


def _walk(node: CategoryNode) -> list[CategoryNode]:
    return [node, *(below for child in node.children for below in _walk(child))]
