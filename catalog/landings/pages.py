"""The door of landing pages, and their map for crawlers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from catalog.landings import queries, rules
from catalog.landings.models import Landing
from catalog.search.pages import addresses, listed, shelves
from catalog.search.queries import finding
from catalog.taxonomy import queries as taxonomy
from commerce.channels.queries import ChannelInfo
from commerce.storefront import paths
from commerce.storefront.doors import ShopRequest, door
from commerce.storefront.sitemaps import Entry, Section


@door("GET", shelved=True)
def landing(request: ShopRequest, slug: str, name: str) -> HttpResponse:
    """This lists what a category holds under a landing page's filters, with further filters as on any shelf."""
    language = shelves.content_language(request.channel)
    row = queries.find_by_slug(slug=name.lower(), language=language)
    if row is None:
        message = "there is no such page"
        raise Http404(message)
    node = taxonomy.flat(language=language).get(row.category.code)
    if node is None or row.retired_at is not None:
        return _left(request, row, slug=node.slug if node else "")
    page = queries.named(row)
    said = page.said(language)
    if (slug, name) != (node.slug, said["slug"]):
        return paths.moved(request, reverse("landing", args=[node.slug, said["slug"]]))
    paths.tell_counterparts(request, queries.addresses(page, node, channel=request.channel))
    category = paths.in_language(f"/c/{node.slug}/", paths.language_of(request.path))
    addresses.stand(request, shelf=category, fixed=rules.pairs_of(page.chosen))
    asked = listed.asked_of(request, language, node=node, fixed=page.chosen)
    found = finding.count(asked=asked, channel=request.channel, language=language, spread=True)
    context = listed.context_of(request, asked, found, language=language)
    context |= _worded(page, said, language)
    way = shelves.trail(node, language)
    context |= {
        "crumbs": [*map(shelves.link, way), {"name": said["heading"], "path": request.path}],
        "current_category": way[0].slug,
        "landing": page.id,
    }
    return shelves.shelf(request, "catalog/landings/landing.html", context)


@paths.counterparts_of("landing")
def landing_elsewhere(
    *, slug: str, name: str, channel: ChannelInfo, language: str
) -> paths.Counterpart | None:
    """This finds the page's address in a language; where it is gone, its category stands for it."""
    spoken = language if language in channel.languages else channel.language
    row = queries.find_by_slug(slug=name, language=spoken)
    node = taxonomy.flat(language=spoken).get(row.category.code) if row else None
    if row is None or node is None or row.retired_at is not None:
        found, _current = taxonomy.find_by_slug(slug=slug, language=spoken)
        return paths.Counterpart(path=f"/c/{found.slug}/", exact=False) if found else None
    return paths.Counterpart(path=queries.address(queries.named(row), node, language=spoken))


def _worded(page: queries.Named, said: Mapping[str, str], language: str) -> dict[str, Any]:
    return {
        "category": {"name": said["heading"], "intro": said["intro"]},
        "title": said["title"] or said["heading"],
        "summary": said["description"],
        "content_lang": shelves.foreign(page.spoken(language)),
        "hidden": not page.indexable,
    }


def _left(request: ShopRequest, row: Landing, *, slug: str) -> HttpResponse:
    """Whoever comes for a page of the past finds its category, while that is there."""
    if not slug:
        return render(request, "410.html", status=410)
    return paths.moved(request, reverse("category", args=[slug]))


def _shown(
    channel: ChannelInfo, language: str
) -> Iterator[tuple[queries.Named, Mapping[str, str]]]:
    """The pages to be found in a channel, with their bare paths by language."""
    nodes = taxonomy.flat(language=language)
    pages = [one for one in queries.live().values() if one.indexable]
    there = queries.filled(channel, tuple(one.id for one in pages))
    for one in pages:
        node = nodes.get(one.category_code)
        if node is not None and one.id in there:
            yield one, queries.addresses(one, node, channel=channel)


def _entries(channel: ChannelInfo, language: str, number: int) -> Iterator[Entry]:
    if not number:
        for one, bare in _shown(channel, language):
            yield Entry(paths=bare, changed_at=one.changed_at)


def _questions(channel: ChannelInfo) -> Iterator[str]:
    """Filters of categories that a page stands for: crawlers have to read which."""
    for one, bare in _shown(channel, channel.language):
        for language, path in bare.items():
            category = paths.in_language(path.rstrip("/").rpartition("/")[0], language)
            yield f"{iri_to_uri(category)}/?{rules.key_of(one.chosen)}"


LANDINGS = Section(
    name="landings",
    parts=lambda channel: [0] if any(_shown(channel, channel.language)) else [],
    entries=_entries,
    questions=_questions,
)
