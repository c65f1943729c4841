"""Staff at a form: what their browser would send, read from the page itself."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from typing_extensions import override

SILENT = {"submit", "button", "file", "image", "reset"}


class Form(HTMLParser):
    """The controls of the change form of a page, as a browser without scripts would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.inside = False
        self.area = ""
        self.select = ""
        self.options: list[tuple[str, bool]] = []
        self.several = False
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form")
        if not self.inside:
            return
        name = given.get("name", "")
        if tag == "input":
            self._input(name, given)
        elif tag == "option":
            self.options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self.area = name
            self._take(name, "")
        elif tag == "select":
            self.select, self.options, self.several = name, [], "multiple" in given

    def _input(self, name: str, given: dict[str, str]) -> None:
        ticked = given.get("type") in {"checkbox", "radio"}
        if given.get("type") not in SILENT and (not ticked or "checked" in given):
            self._take(name, given.get("value", "on" if ticked else ""))

    @override
    def handle_data(self, data: str) -> None:
        if self.area in self.sent:
            self.sent[self.area][-1] += data

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.area in self.sent:
            text = self.sent[self.area][-1].removeprefix("\r").removeprefix("\n")
            self.sent[self.area][-1] = "\r\n".join(text.splitlines())
            self.area = ""
        if tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            if not (chosen or self.several):
                chosen = [value for value, _selected in self.options[:1]]
            for value in chosen:
                self._take(self.select, value)
            self.select = ""

    def _take(self, name: str, value: str) -> None:
        if name and "__prefix__" not in name:
            self.sent.setdefault(name, []).append(value)


def opened(client: Client, path: str) -> dict[str, Any]:
    """This opens a form and returns what it would send unchanged."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return Form(answer.content.decode()).sent
