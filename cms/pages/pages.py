"""The storefront's home and content pages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from cms.contracts import PageView
from cms.pages import queries
from commerce import clock
from commerce.storefront.doors import ShopRequest, door


@door("GET")
def home(request: ShopRequest) -> HttpResponse:
    """This shows the channel's home page; without one the shop's front is all it sells."""
    found = _find(request, queries.HOME)
    return _answer(request, found) if found else redirect("everything")


@door("GET")
def page(request: ShopRequest, slug: str) -> HttpResponse:
    """This shows a static or legal page; drafts only by a signed preview link."""
    found = _find(request, slug)
    if found is None:
        message = "there is no such page"
        raise Http404(message)
    return redirect("home") if found.is_home else _answer(request, found)


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
        answer["Referrer-Policy"] = "no-referrer"
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
