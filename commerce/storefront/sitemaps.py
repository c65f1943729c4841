"""Sitemaps: which pages there are, when they changed, in which other languages, with which pictures.

Every app tells its own pages as a section; each part of a section holds 50,000 addresses at most.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.encoding import iri_to_uri

from commerce.channels.queries import ChannelInfo
from commerce.storefront.paths import in_language

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page: its bare path by language, when what it says changed (where that is known), its pictures."""

    paths: Mapping[str, str]
    changed_at: datetime | None = None
    images: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages of one kind: the numbers of its parts in a channel, and a part's entries in a language.

    `questions` are paths with a query that crawlers may read all the same (SEO2).
    """

    name: str
    parts: Callable[[ChannelInfo], Iterable[int]]
    entries: Callable[[ChannelInfo, str, int], Iterator[Entry]]
    questions: Callable[[ChannelInfo], Iterable[str]] = field(default=lambda _channel: ())


def index(addresses: Iterable[str]) -> str:
    """This writes the index of sitemaps."""
    rows = "".join(f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in addresses)
    return f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n{rows}</sitemapindex>\n'


def urls(
    entries: Iterable[Entry], *, base: str, language: str, languages: Iterable[str]
) -> Iterator[str]:
    """This writes one sitemap piece by piece; pages that do not speak the language are left out."""
    yield f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}" xmlns:image="{IMAGE}">\n'
    # As in the head of pages: the order of the house's languages, the first for everybody else.
    order = [code for code, _name in settings.LANGUAGES if code in set(languages)]
    for entry in entries:
        if language in entry.paths:
            yield _url(entry, base=base, language=language, order=order)
    yield "</urlset>\n"


def _url(entry: Entry, *, base: str, language: str, order: list[str]) -> str:
    here = {
        code: escape(base + iri_to_uri(in_language(entry.paths[code], code)))
        for code in order
        if code in entry.paths
    }
    rows = [f"<url><loc>{here[language]}</loc>"]
    if entry.changed_at is not None:
        rows.append(f"<lastmod>{entry.changed_at.isoformat(timespec='seconds')}</lastmod>")
    rows += [_alternate(code, address) for code, address in here.items()]
    rows.append(_alternate("x-default", next(iter(here.values()))))
    rows += [
        f"<image:image><image:loc>{escape(base + one)}</image:loc></image:image>"
        for one in entry.images
    ]
    return "".join([*rows, "</url>\n"])


def _alternate(code: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
