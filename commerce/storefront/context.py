"""What base.html needs on every page, as plain values."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import gettext as _

from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.http import shelf
from commerce.http.context import CHANNEL_COOKIE
from commerce.storefront import doors, suggesting, taxing, theming
from commerce.storefront.paths import in_language, told_counterparts

THEME_COOKIE = "theme"
SUGGESTION_COOKIE = "suggest"
THEMES = ("light", "dark")
MARKS = {"card": "card", "invoice": "invoice", "manual": "key"}
# Whether somebody has chosen already: the page's own language is in its address.
shelf.depends_on(settings.LANGUAGE_COOKIE_NAME, lambda _language: "chosen")
shelf.depends_on(SUGGESTION_COOKIE, lambda _answer: "answered")
shelf.depends_on(THEME_COOKIE, lambda theme: theme if theme in THEMES else "")
shelf.depends_on(
    CHANNEL_COOKIE, lambda channel: channel if channel in channels.all_channels() else ""
)
NAMES = {"en": "English", "de": "Deutsch", "fr": "Français", "ar": "العربية"}


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
class Mark:
    """A way to pay, as the footer shows it."""

    icon: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A language and channel that may suit the visitor better; never more than a question.

    `language` and `channel` are empty when the present ones suit; `label` says both in that language.
    """

    language: str
    channel: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The frame's values.

    `base` is the address without path, for canonical links; `prefix` is the language's path prefix
    without a closing slash.
    """

    name: str
    currency: str
    language: str
    direction: str
    theme: str
    base: str
    path: str
    prefix: str
    prices_include_tax: bool
    tax: taxing.TaxWords
    languages: tuple[LanguageLink, ...]
    channels: tuple[ChannelChoice, ...]
    suggestion: Suggestion | None
    signed_in: bool
    look: theming.Dress
    payment_marks: tuple[Mark, ...]
    channel: str
    here: ChannelInfo


def shop(request: HttpRequest) -> dict[str, Any]:
    """This is the context processor; pages of a house without channels still render.

    `layout` is what pages extend: the whole page, or for htmx the same main content alone.
    """
    channel = getattr(request, "channel", None)
    try:
        # What is kept, not what stands for it: frames are drawn anew when it is another one.
        here = channels.get_channel(channel.code) if channel is not None else None
    except channels.UnknownChannel:
        here = None
    if here is None:
        return {"shop": None, "layout": "base.html"}
    layout = "fragment.html" if doors.is_fragment(request) else "base.html"
    return {"shop": _shop(request, here), "layout": layout}


def _shop(request: HttpRequest, here: ChannelInfo) -> Shop:
    language = translation.get_language() or settings.LANGUAGE_CODE
    theme = request.COOKIES.get(THEME_COOKIE, "")
    languages = tuple(
        LanguageLink(
            code=code,
            name=NAMES.get(code, code),
            path=iri_to_uri(told_counterparts(request, code)),
            current=code == language,
        )
        for code, _name in settings.LANGUAGES
        if code in here.languages
    )
    choices = tuple(
        ChannelChoice(
            code=channel.code,
            label=f"{channel.name} · {channel.currency}",
            current=channel.code == here.code,
        )
        for channel in channels.all_channels().values()
        if channel.on_storefront and not channel.domain
    )
    return Shop(
        name=settings.SHOP_NAME,
        currency=here.currency,
        language=language,
        direction="rtl" if translation.get_language_bidi() else "ltr",
        theme=theme if theme in THEMES else "",
        base=f"{request.scheme}://{request.get_host()}",
        path=escape_uri_path(request.path),
        prefix=in_language("/", language).rstrip("/"),
        prices_include_tax=here.gross_prices,
        tax=taxing.words(country=here.origin_country, gross=here.gross_prices),
        languages=languages,
        channels=choices,
        suggestion=_suggestion(request, here, language),
        signed_in=bool(getattr(request, "user", None)) and request.user.is_authenticated,
        look=theming.dress(request, here),
        payment_marks=_marks(here),
        channel=here.code,
        here=here,
    )


def _marks(here: ChannelInfo) -> tuple[Mark, ...]:
    names = {"card": _("Card"), "invoice": _("Invoice"), "manual": _("Bank transfer")}
    return tuple(
        Mark(icon=MARKS[code], name=names[code]) for code in here.payment_methods if code in MARKS
    )


def _suggestion(request: HttpRequest, here: ChannelInfo, language: str) -> Suggestion | None:
    """What the browser asks for, where it differs from what is shown and nobody has chosen yet (N4)."""
    chosen = {settings.LANGUAGE_COOKIE_NAME, CHANNEL_COOKIE, SUGGESTION_COOKIE}
    header = request.headers.get("Accept-Language", "")
    if not header or chosen & set(request.COOKIES):
        return None
    shown = [one for one in channels.all_channels().values() if one.on_storefront]
    spoken, country = suggesting.wished(header[:60], languages=here.languages)
    better = suggesting.channel_for(country, here=here, among=shown)
    if spoken == language or spoken not in NAMES:
        spoken = ""
    if not spoken and better is None:
        return None
    parts = [NAMES[spoken]] if spoken else []
    parts += [f"{better.name} · {better.currency}"] if better else []
    code = better.code if better else ""
    return Suggestion(language=spoken, channel=code, label=", ".join(parts))
