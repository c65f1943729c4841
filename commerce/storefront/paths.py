"""Addresses across languages: English has no prefix, every other language its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from commerce.channels.queries import ChannelInfo

_PREFIXES = tuple(
    f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """What stands for a page in another language or channel: its bare path, `exact` or its parent."""

    path: str
    exact: bool = True


Finder = Callable[..., Counterpart | None]
_FINDERS: dict[str, Finder] = {}


def without_language(path: str) -> str:
    """This strips the language prefix from a path."""
    for prefix in _PREFIXES:
        if path.startswith(prefix):
            return path[len(prefix) - 1 :]
    return path


def in_language(path: str, language: str) -> str:
    """This gives the path of the same page in another language."""
    bare = without_language(path)
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def language_of(path: str) -> str:
    """This is the language that a path is in."""
    for prefix in _PREFIXES:
        if path.startswith(prefix):
            return prefix.strip("/")
    return settings.LANGUAGE_CODE


def counterparts_of(name: str) -> Callable[[Finder], Finder]:
    """This registers who knows the counterparts of a route's pages.

    The finder is called with the route's arguments, `channel` and `language`, and answers None for
    a page that nothing comes close to.
    """

    def kept(finder: Finder) -> Finder:
        _FINDERS[name] = finder
        return finder

    return kept


def counterpart(path: str, *, channel: ChannelInfo, language: str) -> Counterpart:
    """This finds what stands for the page at `path` in a channel and language; prefix included.

    Pages whose address is the same everywhere stand for themselves; what exists nowhere near leads
    to the front.
    """
    try:
        match = resolve(in_language(path, settings.LANGUAGE_CODE))
    except Resolver404:
        return Counterpart(path=in_language(path, language))
    finder = _FINDERS.get(match.url_name or "")
    if finder is None:
        return Counterpart(path=in_language(path, language))
    found = finder(**match.kwargs, channel=channel, language=language)
    found = found or Counterpart(path="/", exact=False)
    return Counterpart(path=in_language(found.path, language), exact=found.exact)


def tell_counterparts(request: Any, bare: Mapping[str, str]) -> None:
    """A page whose slug is translated tells its bare path by language, for hreflang and switches."""
    request.counterparts = dict(bare)


def told_counterparts(request: Any, language: str) -> str:
    """This is the path of this very page in a language, as its view told or by its prefix alone."""
    told: Mapping[str, str] = getattr(request, "counterparts", {})
    return in_language(told.get(language, request.path), language)


def moved(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """This leads to the right address for good, with the question the visitor asked."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
