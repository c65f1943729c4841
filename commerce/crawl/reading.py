"""Markup as facts: what a page says of itself, and what stands on it."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from typing_extensions import override

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
DATA = "application/ld+json"
# Only these types run; a browser takes every other script as data.
RUNNING = {
    "",
    "module",
    "importmap",
    "speculationrules",
    "text/javascript",
    "application/javascript",
}
SILENT = {"script", "style", "template"}
Attrs = dict[str, str]


@dataclass(slots=True)
class Page:
    """The facts of one page."""

    title: str = ""
    description: str = ""
    canonical: list[str] = field(default_factory=list)
    robots: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    metas: dict[str, str] = field(default_factory=dict)
    language: str = ""
    direction: str = ""
    headings: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    images: list[Attrs] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    # What is marked as being in another language than the page, such as a visitor's own words.
    quoted: list[str] = field(default_factory=list)
    bare_scripts: int = 0
    styled: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)
    broken_data: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    @property
    def indexable(self) -> bool:
        """Whether the page lets itself be found."""
        return "noindex" not in self.robots

    def things(self, kind: str) -> list[dict[str, Any]]:
        """The JSON-LD of one type."""
        return [one for one in self.data if isinstance(one, dict) and one.get("@type") == kind]


def read(markup: str) -> Page:
    """This reads a page."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []
        self.languages: list[str] = []
        self.script: dict[str, str] = {}

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
            self.languages.append(said.get("lang") or (self.languages or [""])[-1])
        self._any(tag, said)
        noted = getattr(self, f"_{tag}", None)
        if noted is not None:
            noted(said)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open and self.open.pop() != tag:
                pass
            del self.languages[len(self.open) :]

    @override
    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        within = self.open[-1] if self.open else ""
        if within == "script":
            self._scripted(data)
        elif text and not SILENT & set(self.open):
            self._said(text, within)

    def _said(self, text: str, within: str) -> None:
        if within == "title" and "svg" not in self.open:
            self.page.title += text
            return
        if (self.languages or [""])[-1] != self.page.language:
            self.page.quoted.append(text)
        else:
            self.page.texts.append(text)
        if "h1" in self.open:
            self.page.headings[-1] += f" {text}" if self.page.headings[-1] else text

    def _scripted(self, data: str) -> None:
        if self.script.get("type") == DATA:
            try:
                self.page.data.append(json.loads(data))
            except ValueError:
                self.page.broken_data.append(data[:80])
        elif data.strip() and self.script.get("type", "") in RUNNING and "nonce" not in self.script:
            self.page.bare_scripts += 1

    def _any(self, tag: str, said: Attrs) -> None:
        page = self.page
        if "id" in said:
            page.ids.append(said["id"])
        if "style" in said:
            page.styled.append(f"<{tag} style={said['style']!r}>")
        page.handlers += [f"<{tag} {name}>" for name in said if name.startswith("on")]
        page.classes.update(said.get("class", "").split())
        if tag[0] == "h" and tag[1:].isdigit():
            page.levels.append(int(tag[1:]))
            if tag == "h1":
                page.headings.append("")
        for name in ("src", "href", "action", "poster", "data"):
            if said.get(name, "").startswith(("http:", "https:", "//")) and tag not in {
                "a",
                "link",
            }:
                page.sources.add(said[name])

    def _html(self, said: Attrs) -> None:
        self.page.language, self.page.direction = said.get("lang", ""), said.get("dir", "")

    def _meta(self, said: Attrs) -> None:
        name = said.get("name") or said.get("property") or ""
        self.page.metas[name] = said.get("content", "")
        if name == "description":
            self.page.description = said.get("content", "")
        if name == "robots":
            self.page.robots = said.get("content", "")

    def _link(self, said: Attrs) -> None:
        rel = said.get("rel", "")
        if rel == "canonical":
            self.page.canonical.append(said.get("href", ""))
        elif rel == "alternate" and "hreflang" in said:
            self.page.alternates[said["hreflang"]] = said.get("href", "")

    def _img(self, said: Attrs) -> None:
        self.page.images.append(said)

    def _a(self, said: Attrs) -> None:
        if "href" in said:
            self.page.links.append(said["href"])

    def _script(self, said: Attrs) -> None:
        self.script = said
