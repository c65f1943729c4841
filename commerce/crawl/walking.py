"""Following links and sitemaps through one shop."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from commerce.crawl import judging, reading
from commerce.crawl.reading import Page
from commerce.storefront.paths import language_of

MAP = "a sitemap"
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_TEXT = "text/html"
# Cursors and doors to elsewhere: another address of a page that is walked anyway, or no page of the shop.
SKIPPED = ("/admin/", "/staff/", "/static/", "/t/", "/logout/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the shop answered; `location` where it leads elsewhere."""

    status: int
    kind: str = _TEXT
    location: str = ""
    text: str = ""


Fetch = Callable[[str], Answer]
Judge = Callable[[str, Page], Iterable[str]]


@dataclass(slots=True)
class Walk:
    """What was seen on a walk: pages by address, addresses of the sitemaps, and faults."""

    pages: dict[str, Page] = field(default_factory=dict)
    mapped: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    visited: int = 0


def walk(
    fetch: Fetch,
    *,
    base: str,
    starts: Iterable[str] = ("/",),
    most: int = 20_000,
    pictures: bool = False,
    told: Judge | None = None,
) -> Walk:
    """This walks everything that can be reached from `starts` and the sitemaps, and judges it.

    `told` may add faults of its own to a page; `pictures` asks for every picture, too.
    """
    walker = _Walker(fetch, base=base, pictures=pictures, told=told)
    found = walker.found
    found.mapped = walker.maps()
    waiting = deque((urljoin(base, one), "the start") for one in starts)
    waiting.extend((one, MAP) for one in found.mapped)
    seen: set[str] = set()
    while waiting and found.visited < most:
        url, by = waiting.popleft()
        if url in seen:
            continue
        seen.add(url)
        found.visited += 1
        waiting.extend((link, url) for link in walker.visit(url, by=by) if link not in seen)
    found.faults += judging.of_all(found.pages)
    found.faults += judging.of_maps(found.mapped, found.pages)
    return found


class _Walker:
    """One walk: how to ask, and what was found so far."""

    def __init__(self, fetch: Fetch, *, base: str, pictures: bool, told: Judge | None) -> None:
        self.fetch = fetch
        self.base = base
        self.pictures = pictures
        self.told = told
        self.found = Walk()

    def visit(self, url: str, *, by: str) -> list[str]:
        """This asks for one address and judges what comes; returns where it leads."""
        answer = self.fetch(url)
        if answer.location:
            return self._led(url, answer, by=by)
        if answer.status != 200:
            self.found.faults.append(f"{url}: answers {answer.status}, linked by {by}")
            return []
        return self._read(url, answer) if answer.kind.startswith(_TEXT) else []

    def maps(self) -> list[str]:
        """This reads every address of the sitemaps."""
        index = self.fetch(f"{self.base}/sitemap.xml")
        if index.status != 200:
            self.found.faults.append(f"/sitemap.xml: answers {index.status}")
            return []
        named = []
        for part in _LOC.findall(index.text):
            answer = self.fetch(unescape(part))
            if answer.status != 200:
                self.found.faults.append(f"{part}: answers {answer.status}")
            named += [unescape(one) for one in _LOC.findall(answer.text)]
        return named

    def _read(self, url: str, answer: Answer) -> list[str]:
        page = reading.read(answer.text)
        self.found.pages[url] = page
        language = language_of(urlsplit(url).path)
        faults = judging.of_page(url, page, language=language)
        if page.indexable:
            faults += judging.of_found(url, page)
        if self.told is not None:
            faults += [f"{url}: {one}" for one in self.told(language, page)]
        self.found.faults += faults
        links = [*page.links, *page.alternates.values(), *page.canonical]
        if self.pictures:
            links += [one["src"] for one in page.images if "src" in one]
        return _ours(url, links, self.base)

    def _led(self, url: str, answer: Answer, *, by: str) -> list[str]:
        """An address may lead elsewhere in one step; a map may not name it at all."""
        if by == MAP:
            self.found.faults.append(f"{url}: leads elsewhere, but stands in a sitemap")
        there = iri_to_uri(urljoin(url, answer.location))
        after = self.fetch(there)
        if after.location:
            self.found.faults.append(f"{url}: leads on and on, linked by {by}")
        elif after.status != 200:
            self.found.faults.append(f"{url}: leads to {after.status}, linked by {by}")
        return _ours(url, [there], self.base) if after.status == 200 else []


def _ours(url: str, links: Iterable[str], base: str) -> list[str]:
    found = []
    for link in links:
        whole = iri_to_uri(urljoin(url, link).partition("#")[0])
        parts = urlsplit(whole)
        if not whole.startswith(f"{base}/") or any(one in parts.path for one in SKIPPED):
            continue
        if "after=" not in parts.query:
            found.append(whole)
    return found
