"""The shape of a demo text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page in one language: Markdown with {names} to fill in."""

    title: str
    description: str
    body: str
