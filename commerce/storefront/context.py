"""What base.html needs on every page, as plain values."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from commerce.channels import queries as channels
from commerce.storefront import visit
from commerce.storefront.paths import in_language

NAMES = {"en": "English", "de": "Deutsch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    name: str
    path: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChoice:
    """A channel the visitor may switch to; `label` names place and currency."""

    code: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The frame's values; `base` is the address without path, for canonical links;
    `prefix` is the language's path prefix without a closing slash."""

    name: str
    currency: str
    language: str
    direction: str
    theme: str
    base: str
    path: str
    prefix: str
    prices_include_tax: bool
    languages: tuple[LanguageLink, ...]
    channels: tuple[ChannelChoice, ...]
    signed_in: bool


def shop(request: HttpRequest) -> dict[str, Any]:
    """This is the context processor; pages of a house without channels still render."""
    try:
        seen = visit.visit_of(request)
    except (channels.UnknownChannel, AttributeError):
        return {"shop": None, "layout": "base.html"}
    fragment = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    return {"shop": _shop(request, seen), "layout": "fragment.html" if fragment else "base.html"}


def _shop(request: HttpRequest, seen: visit.Visit) -> Shop:
    languages = tuple(
        LanguageLink(
            code=code,
            name=NAMES.get(code, code),
            path=in_language(request.path, code),
            current=code == seen.language,
        )
        for code, _name in settings.LANGUAGES
    )
    choices = tuple(
        ChannelChoice(
            code=channel.code,
            label=f"{channel.name} · {channel.currency}",
            current=channel.code == seen.channel.code,
        )
        for channel in channels.all_channels().values()
        if channel.on_storefront
    )
    return Shop(
        name=settings.SHOP_NAME,
        currency=seen.channel.currency,
        language=seen.language,
        direction="rtl" if translation.get_language_bidi() else "ltr",
        theme=seen.theme,
        base=f"{request.scheme}://{request.get_host()}",
        path=request.path,
        prefix=in_language("/", seen.language).rstrip("/"),
        prices_include_tax=seen.channel.gross_prices,
        languages=languages,
        channels=choices,
        signed_in=seen.user_id is not None,
    )
