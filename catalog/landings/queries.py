"""Reads of landing pages: which there are, where they stand, which have goods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from catalog.contracts import CategoryNode
from catalog.landings import rules
from catalog.landings.models import Landing, LandingSlug
from catalog.search.queries import finding
from catalog.taxonomy import queries as taxonomy
from commerce import memo
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.rows import fetch

KEEP_SECONDS, FILLED_KEPT = 5.0, 60.0
SEPARATOR = "\x1f"
# What everybody's shelf has whoever filters, and what lies in a store: nothing to make a page of.
NO_TOPIC = ("category", "available", "rating")
# One look into the index of tokens for each page.
_FILLED = """
SELECT w.id
FROM unnest(%(ids)s::bigint[], %(categories)s::bigint[],
            %(first)s::text[], %(second)s::text[], %(third)s::text[]) AS w(id, category, first, second, third)
WHERE EXISTS (
    SELECT 1 FROM catalog_listing l
    JOIN catalog_placing p ON p.channel_id = l.channel_id AND p.category_id = w.category
                          AND p.product_id = l.product_id
    WHERE l.channel_id = %(channel)s::bigint AND l.language = %(language)s::text
      AND l.tokens && string_to_array(w.first, chr(31))
      AND (w.second = '' OR l.tokens && string_to_array(w.second, chr(31)))
      AND (w.third = '' OR l.tokens && string_to_array(w.third, chr(31)))
)
"""


class UnknownLanding(NotFound):
    """There is no such landing page."""

    code = "unknown_landing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A landing page as pages tell it; `words` by language."""

    id: int
    public_id: str
    category_id: int
    category_code: str
    chosen: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]]
    indexable: bool
    changed_at: datetime

    def spoken(self, language: str) -> str:
        """The language its words are told in: the wanted one, else the house's first, else any."""
        wanted = (language, settings.LANGUAGE_CODE)
        return next((one for one in wanted if one in self.words), next(iter(self.words)))

    def said(self, language: str) -> Mapping[str, str]:
        """Its words in a language, or those in place of them."""
        return self.words[self.spoken(language)]


def known_values(language: str) -> dict[str, tuple[str, ...]]:
    """These are the values of every facet that a landing page may choose."""
    return {
        code: tuple(value.value for value in facet.values)
        for code, facet in finding.facet_names(language).items()
        if code not in NO_TOPIC and facet.values
    }


@memo.kept(seconds=KEEP_SECONDS)
def live() -> dict[int, Named]:
    """This reads every landing page, in order; kept in the process for some seconds."""
    rows = Landing.objects.filter(retired_at__isnull=True).select_related("category")
    return {row.pk: named(row) for row in rows}


def named(row: Landing) -> Named:
    """This is one landing page as pages tell it."""
    return Named(
        id=row.pk,
        public_id=row.public_id,
        category_id=row.category_id,
        category_code=row.category.code,
        chosen={code: tuple(values) for code, values in row.chosen.items()},
        words=row.words,
        indexable=row.indexable,
        changed_at=row.changed_at,
    )


def get_landing(public_id: str) -> Landing:
    """This finds a landing page that is not retired.

    Raises:
        UnknownLanding: when there is none.
    """
    rows = Landing.objects.filter(public_id=public_id, retired_at__isnull=True)
    found = rows.select_related("category").first()
    if found is None:
        message = f"there is no landing page {public_id!r}"
        raise UnknownLanding(message)
    return found


def find_by_slug(*, slug: str, language: str) -> Landing | None:
    """This finds a landing page by a slug of now, of the past or of another language, retired or not."""
    rows = LandingSlug.objects.filter(slug=slug).select_related("landing__category")
    found = sorted(rows, key=lambda row: (row.language != language, not row.current, row.pk))
    return found[0].landing if found else None


def check_free(row: Landing) -> None:
    """This refuses filters and slugs that another page of ours has; a retired page has none.

    Raises:
        LandingExists: when its category has a page with these filters.
        SlugTaken: when another page answers to a slug.
    """
    others = Landing.objects.filter(retired_at__isnull=True).exclude(pk=row.pk)
    if others.filter(category_id=row.category_id, key=row.key).exists():
        message = "this category has a landing page with these filters"
        raise rules.LandingExists(message, field="filters")
    taken = LandingSlug.objects.filter(landing__in=others)
    for language, said in row.words.items():
        if taken.filter(language=language, slug=said["slug"]).exists():
            message = f"the slug {said['slug']!r} is taken"
            raise rules.SlugTaken(message, field=f"words/{language}/slug")


def of_state(*, category_id: int, chosen: Mapping[str, Sequence[str]]) -> Named | None:
    """This finds the page for search engines that shows what a category with these filters shows."""
    key = rules.key_of(chosen) if chosen else ""
    return next(
        (
            one
            for one in live().values()
            if key
            and one.indexable
            and one.category_id == category_id
            and rules.key_of(one.chosen) == key
        ),
        None,
    )


def of_category(*, category_id: int, channel: ChannelInfo) -> list[Named]:
    """These are the pages of a category that have goods in a channel and are to be found."""
    own = [one for one in live().values() if one.category_id == category_id and one.indexable]
    there = filled(channel, tuple(one.id for one in own))
    return [one for one in own if one.id in there]


@memo.kept(seconds=FILLED_KEPT)
def filled(channel: ChannelInfo, ids: tuple[int, ...]) -> frozenset[int]:
    """This tells which landing pages have goods in a channel; one statement a minute, none for no pages."""
    pages = [live()[key] for key in ids if key in live()]
    if not pages:
        return frozenset()
    groups = [[SEPARATOR.join(group) for group in rules.groups_of(one.chosen)] for one in pages]
    first, second, third = (list(column) for column in zip(*groups, strict=True))
    values = {
        "ids": [one.id for one in pages],
        "categories": [one.category_id for one in pages],
        "first": first,
        "second": second,
        "third": third,
        "channel": channel.id,
        "language": channel.language,
    }
    return frozenset(int(row[0]) for row in fetch(_FILLED, values, keep=False))


def address(page: Named, node: CategoryNode, *, language: str) -> str:
    """This is the bare path of a landing page in a language; `node` is its category."""
    category = taxonomy.slug_in(node, language=language)
    return f"/c/{category}/{page.said(language)['slug']}/"


def addresses(page: Named, node: CategoryNode, *, channel: ChannelInfo) -> dict[str, str]:
    """These are its bare paths in every language of a channel."""
    return {one: address(page, node, language=one) for one in channel.languages}
