"""The storefront's home and content pages."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from catalog import public as catalog
from catalog.contracts import ProductCard
from cms.contracts import PageView
from cms.pages import queries
from commerce import clock
from commerce.channels.queries import ChannelInfo
from commerce.storefront import paths
from commerce.storefront.doors import ShopRequest, door
from commerce.storefront.sitemaps import Entry, Section

MOST_SEEN = 8


@door("GET", shelved=True)
def home(request: ShopRequest) -> HttpResponse:
    """This shows the channel's home page; without one the shop's front is all it sells."""
    found = _find(request, queries.HOME)
    return _answer(request, found) if found else redirect("everything")


@door("GET", shelved=True)
def page(request: ShopRequest, slug: str) -> HttpResponse:
    """This shows a static or legal page; drafts only by a signed preview link.

    A slug of another language leads to the page's address in this one.
    """
    found = _find(request, slug)
    if found is None:
        message = "there is no such page"
        raise Http404(message)
    if found.is_home:
        return redirect("home")
    right = found.slug_in(get_language() or "en")
    if slug != right:
        return paths.moved(request, reverse("page", args=[right]))
    paths.tell_counterparts(
        request, {one: f"/pages/{found.slug_in(one)}/" for one in request.channel.languages}
    )
    return _answer(request, found)


@paths.counterparts_of("page")
def page_elsewhere(*, slug: str, channel: ChannelInfo, language: str) -> paths.Counterpart | None:
    """This finds the page's address in a channel and language."""
    at = clock.now()
    found = queries.find_page(slug=slug, channel=channel, language=language, at=at)
    return paths.Counterpart(path=f"/pages/{found.slug_in(language)}/") if found else None


@door("GET")
def again(request: ShopRequest) -> HttpResponse:
    """This is "pick up where you left off" (H4): what the asking browser remembers, and the open bag.

    Only a fragment; nothing is stored here, and slugs that are sold no more are left out.
    """
    wanted = [slug for slug in request.GET.get("seen", "")[:1500].split(",") if slug]
    cards: tuple[ProductCard, ...] = ()
    if wanted:
        cards = catalog.product_cards(
            channel=request.channel,
            language=get_language() or "en",
            slugs=tuple(dict.fromkeys(wanted))[:MOST_SEEN],
            limit=MOST_SEEN,
            at=clock.now(),
        )
    answer = render(request, "cms/again.html", {"cards": cards})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _find(request: ShopRequest, slug: str) -> PageView | None:
    return queries.find_page(
        slug=slug,
        channel=request.channel,
        language=get_language() or "en",
        at=clock.now(),
        preview=request.GET.get("preview", "")[:500],
    )


def _answer(request: ShopRequest, found: PageView) -> HttpResponse:
    answer = render(request, "cms/page.html", context_of(found))
    if found.is_preview:
        answer["X-Robots-Tag"] = "noindex"
        answer["Cache-Control"] = "private, no-store"
        answer["Referrer-Policy"] = "same-origin"
    return answer


def context_of(found: PageView) -> dict[str, Any]:
    """This is what the page's template needs: plain values, blocks with their faces."""
    headings = [one for block in found.blocks for one in block.values.get("headings", ())]
    return {
        "page": found,
        "blocks": [
            {
                **block.values,
                "template": block.template,
                "lang": block.language if block.language != found.language else "",
            }
            for block in found.blocks
        ],
        "contents": headings if len(headings) >= 4 else (),
    }


def _mapped(channel: ChannelInfo, language: str, number: int) -> Iterator[Entry]:
    """The home and every live page; each has an address in every language of its channel."""
    found = queries.live_pages(channel=channel, at=clock.now()) if not number else {}
    for slug, one in found.items():
        paths_of = {code: f"/pages/{one.slugs.get(code) or slug}/" for code in channel.languages}
        if slug == queries.HOME:
            paths_of = dict.fromkeys(channel.languages, "/")
        yield Entry(paths=paths_of, changed_at=one.changed_at)


PAGES = Section(name="pages", parts=lambda _channel: [0], entries=_mapped)
