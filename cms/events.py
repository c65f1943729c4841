"""Facts that cms announces."""

from dataclasses import dataclass
from typing import ClassVar

from commerce.events.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePublished(Fact):
    """A page went live or changed in a channel and language: caches and headless front ends care."""

    name: ClassVar[str] = "cms.page_published"
    about: ClassVar[str] = "page_id"
    page_id: int
    slug: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUnpublished(Fact):
    """A page went offline: caches, menus and headless front ends care."""

    name: ClassVar[str] = "cms.page_unpublished"
    about: ClassVar[str] = "page_id"
    page_id: int
    slug: str
    language: str
