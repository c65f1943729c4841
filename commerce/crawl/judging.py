"""What is wrong with a page alone, and with all pages together."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from commerce.crawl.reading import Page
from commerce.storefront import heads

PLACEHOLDER = re.compile(r"lorem ipsum|\{\{|\}\}|\{%|%\(\w+\)[sd]|&lt;|&amp;amp;", re.IGNORECASE)
EMPTY_WORDS = {"None", "null", "undefined", "NaN", "[]", "()", "True", "False", "TODO"}
RIGHT_TO_LEFT = {"ar", "he", "fa"}
Pages = Mapping[str, Page]


def of_page(url: str, page: Page, *, language: str) -> list[str]:
    """This lists the faults that every page may have, found or not to be found."""
    return [f"{url}: {one}" for judge in _EVERY for one in judge(page, language)]


def of_found(url: str, page: Page) -> list[str]:
    """This lists the faults of a page that search engines are to find (SEO1, SEO4, SEO8)."""
    found: list[str] = []
    if page.canonical and page.canonical != [url]:
        return found  # it is another page's twin; that one is judged
    if not page.canonical:
        found.append("has no canonical address")
    if not 0 < len(page.title) <= heads.TITLE:
        found.append(f"has a title of {len(page.title)} characters: {page.title!r}")
    if not 0 < len(page.description) <= heads.SUMMARY:
        found.append(f"has a description of {len(page.description)} characters")
    if "x-default" not in page.alternates or page.alternates.get(page.language) != url:
        found.append("does not name itself and a default among its languages")
    found += [
        f"lacks {one}" for one in ("og:title", "og:image", "og:url") if not page.metas.get(one)
    ]
    if "empty" in page.classes and page.metas.get("og:type") != "product":
        found.append("shows an empty state")
    return [f"{url}: {one}" for one in found]


def of_all(pages: Pages) -> list[str]:
    """This compares the pages that search engines are to find: unique heads, answers of languages."""
    own = {url: page for url, page in pages.items() if page.indexable and page.canonical == [url]}
    return [
        *_twins(own, "title", lambda page: page.title),
        *_twins(own, "description", lambda page: page.description),
        *_unanswered(own, pages),
    ]


def of_maps(mapped: Iterable[str], pages: Pages) -> list[str]:
    """This compares sitemaps with what was walked: the same pages, but for the later ones of shelves."""
    named = list(mapped)
    own = {
        url
        for url, page in pages.items()
        if page.indexable and page.canonical == [url] and "?" not in url
    }
    found = [f"{url}: is in two sitemaps" for url, many in Counter(named).items() if many > 1]
    found += [f"{url}: is in a sitemap and not to be found" for url in sorted(set(named) - own)]
    return found + [f"{url}: is in no sitemap" for url in sorted(own - set(named))]


def _twins(pages: Pages, what: str, said: Callable[[Page], str]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for url, page in pages.items():
        first = seen.setdefault((page.language, said(page)), url)
        if first != url:
            yield f"{url}: has the {what} of {first}: {said(page)!r}"


def _unanswered(own: Pages, pages: Pages) -> Iterator[str]:
    for url, page in own.items():
        for code, there in page.alternates.items():
            other = pages.get(there)
            if other is None:
                yield f"{url}: names {there} for {code}, which was not found"
            elif other.alternates != page.alternates:
                yield f"{url}: names {there} for {code}, which does not answer the same"
            elif code not in {"x-default", other.language}:
                yield f"{url}: names {there} for {code}, which speaks {other.language}"


def _head(page: Page, language: str) -> Iterator[str]:
    if len(page.headings) != 1 or not page.headings[0]:
        yield f"has {len(page.headings)} h1: {page.headings}"
    if page.language != language:
        yield f"says it speaks {page.language!r}, not {language!r}"
    if page.direction != ("rtl" if language in RIGHT_TO_LEFT else "ltr"):
        yield f"runs {page.direction!r}"
    if not page.title:
        yield "has no title"
    if len(page.canonical) > 1:
        yield "has several canonical addresses"


def _outline(page: Page, _language: str) -> Iterator[str]:
    for before, after in pairwise(page.levels):
        if after > before + 1:
            yield f"jumps from h{before} to h{after}"


def _images(page: Page, _language: str) -> Iterator[str]:
    for one in page.images:
        lacking = [name for name in ("alt", "width", "height") if name not in one]
        if lacking:
            yield f"has a picture without {', '.join(lacking)}: {one.get('src', '')[:80]}"


def _safety(page: Page, _language: str) -> Iterator[str]:
    if page.bare_scripts:
        yield f"has {page.bare_scripts} inline scripts without nonce"
    yield from (f"has an inline style: {one}" for one in page.styled)
    yield from (f"has an inline handler: {one}" for one in page.handlers)
    yield from (f"has data nobody can read: {one}" for one in page.broken_data)


def _ids(page: Page, _language: str) -> Iterator[str]:
    for one, many in Counter(page.ids).items():
        if many > 1 or not one:
            yield f"has the id {one!r} {many} times"


def _words(page: Page, _language: str) -> Iterator[str]:
    for text in page.texts:
        if text in EMPTY_WORDS or PLACEHOLDER.search(text):
            yield f"shows a placeholder: {text[:80]!r}"


_EVERY = (_head, _outline, _images, _safety, _ids, _words)
