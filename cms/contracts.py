"""Nouns that cross the door of cms: frozen values, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A block ready to be shown, in one language; `values` are plain, `template` names its face."""

    key: str
    kind: str
    language: str
    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page ready to be shown.

    `language` is the one its title is in, `languages` are those it is published in, `is_preview`
    says that a draft is looked at by a signed link; `published_at` is None for drafts. `slug` is its
    name in links, `slugs` its address by language where that is another.
    """

    public_id: str
    slug: str
    kind: str
    channel: str
    language: str
    languages: tuple[str, ...]
    title: str
    description: str
    blocks: tuple[BlockView, ...]
    version: int
    published_at: datetime | None
    is_preview: bool = False
    slugs: Mapping[str, str] = field(default_factory=dict)

    def slug_in(self, language: str) -> str:
        """The last part of the page's address in a language."""
        return self.slugs.get(language) or self.slug

    @property
    def is_home(self) -> bool:
        """Whether this is the channel's home page."""
        return self.kind == "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A line of a menu, with its path in the language of the page."""

    title: str
    path: str
