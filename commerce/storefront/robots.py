"""What crawlers may read, and where to find it: robots.txt and the sitemaps (SEO2, SEO3)."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from commerce.channels.queries import ChannelInfo, UnknownChannel
from commerce.http.context import channel_of
from commerce.storefront import sitemaps
from commerce.storefront.paths import in_language
from commerce.storefront.sitemaps import Section

# Personal, of this moment, or endless; the addresses without a shopper's questions stay open.
CLOSED = (
    "cart", "checkout", "account", "accounts", "orders", "search", "track", "preferences",
    "withdrawal", "newsletter", "notify", "reviews", "cookies", "stores/stock", "lists",
)  # fmt: skip
# Of all questions only the number of a page and the choice of a version may be followed.
ASKED = ("Disallow: /*?", "Allow: /*?page=", "Allow: /p/*?", "Allow: /*/p/*?")
HOUR = 3600
Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
def robots(request: HttpRequest, *, sections: Sequence[Section]) -> HttpResponse:
    """This tells crawlers what is not for them; a house that is no shop yet closes all of itself."""
    if not settings.SEARCH_ENGINES:
        lines = ["Disallow: /"]
    else:
        languages = [code for code, _words in settings.LANGUAGES]
        lines = [
            f"Disallow: {in_language(f'/{one}/', code)}" for code in languages for one in CLOSED
        ]
        lines += ["Disallow: /admin/", "Disallow: /api/", *ASKED]
        lines += [f"Allow: {one}$" for one in _questions(request, sections)]
        lines += ["", f"Sitemap: {_base(request)}/sitemap.xml"]
    answer = HttpResponse("\n".join(["User-agent: *", *lines, ""]), content_type="text/plain")
    answer["Cache-Control"] = f"public, max-age={HOUR}"
    return answer


@require_safe
def index(request: HttpRequest, *, sections: Sequence[Section]) -> HttpResponse:
    """This lists the sitemaps of the shop at this address, by kind and language."""
    channel = _open_channel(request)
    base = _base(request)
    found = [
        f"{base}/sitemaps/{section.name}-{language}-{number}.xml"
        for section in sections
        for number in section.parts(channel)
        for language in channel.languages
    ]
    return _cached(HttpResponse(sitemaps.index(found), content_type="application/xml"))


@require_safe
def part(
    request: HttpRequest, *, name: str, language: str, number: int, sections: Sequence[Section]
) -> HttpResponseBase:
    """This streams one sitemap."""
    channel = _open_channel(request)
    section = next((one for one in sections if one.name == name), None)
    if section is None or language not in channel.languages:
        raise Http404
    entries = section.entries(channel, language, number)
    first = next(entries, None)
    if first is None:
        raise Http404
    base = _base(request)
    told: Iterator[str] = sitemaps.urls(
        chain([first], entries), base=base, language=language, languages=channel.languages
    )
    return _cached(StreamingHttpResponse(told, content_type="application/xml"))


def _questions(request: HttpRequest, sections: Sequence[Section]) -> list[str]:
    try:
        channel = _open_channel(request)
    except Http404:
        return []
    return [one for section in sections for one in section.questions(channel)]


def _open_channel(request: HttpRequest) -> ChannelInfo:
    """The channel of this address for visitors who chose nothing, as crawlers are."""
    if not settings.SEARCH_ENGINES:
        raise Http404
    request.COOKIES.clear()
    try:
        return channel_of(request)
    except UnknownChannel as error:
        raise Http404 from error


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _cached(answer: Answer) -> Answer:
    answer["Cache-Control"] = f"public, max-age={HOUR}"
    answer["X-Robots-Tag"] = "noindex"
    return answer
