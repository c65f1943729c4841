"""Following links and sitemaps through one shop."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from commerce.crawl import judging, reading
from commerce.crawl.reading import Page
from commerce.storefront.paths import language_of

MAP = "a sitemap"
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_TEXT = "text/html"
# The steps of a kind that names a part of a thing: language, kind of thing, part, question.
_HANGING = 4
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
    """What was seen on a walk: pages by address (their heads), addresses of the sitemaps, and faults.

    `left_out` counts addresses like others that were walked.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    mapped: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    visited: int = 0
    left_out: int = 0


def walk(
    fetch: Fetch,
    *,
    base: str,
    starts: Iterable[str] = ("/",),
    most: int = 20_000,
    alike: int = 0,
    together: int = 1,
    pictures: bool = False,
    told: Judge | None = None,
) -> Walk:
    """This walks everything that can be reached from `starts` and the sitemaps, and judges it.

    `alike` (0 for all) is how many addresses of one kind, language and question are walked: filters
    combine without end. `together` is how many are asked for at once. `told` may add faults of its own to a
    page; `pictures` asks for every picture, too.
    """
    walker = _Walker(fetch, base=base, pictures=pictures, told=told)
    found = walker.found
    found.mapped = walker.maps()
    queue = _Queue(alike)
    queue.take((urljoin(base, one) for one in starts), by="the start")
    queue.take(found.mapped, by=MAP)
    with ThreadPoolExecutor(together) as pool:
        while queue.waiting and found.visited < most:
            asked = queue.next(min(together, most - found.visited))
            found.visited += len(asked)
            urls = [url for url, _by in asked]
            answers = pool.map(fetch, urls) if together > 1 else map(fetch, urls)
            for (url, by), answer in zip(asked, answers, strict=True):
                queue.take(walker.visit(url, answer, by=by), by=url)
    found.left_out = queue.left_out
    found.faults += judging.of_all(found.pages)
    found.faults += judging.of_maps(found.mapped, found.pages)
    return found


class _Queue:
    """What is to be asked for yet, every address once, and of addresses alike only some."""

    def __init__(self, alike: int) -> None:
        self.alike = alike
        self.waiting: deque[tuple[str, str]] = deque()
        self.seen: set[str] = set()
        self.kinds: Counter[tuple[str, ...]] = Counter()
        self.left_out = 0

    def take(self, urls: Iterable[str], *, by: str) -> None:
        """This puts what is new at the end."""
        for url in urls:
            if url in self.seen:
                continue
            self.seen.add(url)
            if by != MAP and self._is_known_enough(url):
                self.left_out += 1
            else:
                self.waiting.append((url, by))

    def next(self, many: int) -> list[tuple[str, str]]:
        """This takes the next ones from the front."""
        return [self.waiting.popleft() for _ in range(min(many, len(self.waiting)))]

    def _is_known_enough(self, url: str) -> bool:
        kind = _kind(url)
        self.kinds[kind] += 1
        # A thing's own page counts each time; what hangs on every thing, and every question, does not.
        of_its_own = len(kind) < _HANGING and kind[-1] in {"", "page"}
        return 0 < self.alike < self.kinds[kind] and not of_its_own


def _kind(url: str) -> tuple[str, ...]:
    """What an address asks for: language, kind of page, and its question or how many there are."""
    parts = urlsplit(url)
    language = language_of(parts.path)
    steps = [step for step in parts.path.split("/") if step and step != language]
    names = sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)})
    asked = "".join(names) if len(names) < 2 else f"{len(names)} questions"
    return language, *steps[:1], *steps[2:3], asked


class _Walker:
    """One walk: how to ask, and what was found so far."""

    def __init__(self, fetch: Fetch, *, base: str, pictures: bool, told: Judge | None) -> None:
        self.fetch = fetch
        self.base = base
        self.pictures = pictures
        self.told = told
        self.found = Walk()

    def visit(self, url: str, answer: Answer, *, by: str) -> list[str]:
        """This judges what came for an address; returns where it leads."""
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
        _forget_body(page)
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


def _forget_body(page: Page) -> None:
    """Pages are compared by their heads; thousands of bodies would fill the memory."""
    bodies = (page.texts, page.quoted, page.ids, page.images, page.links, page.levels, page.data)
    for body in bodies:
        body.clear()
    page.sources.clear()
    page.classes.clear()


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
