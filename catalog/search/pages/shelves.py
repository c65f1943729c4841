"""The shelves of the shop: categories, search results, suggestions."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.contracts import CategoryNode
from catalog.search import actions
from catalog.search.pages import addresses, intents, listed
from catalog.search.queries import finding, listings, suggesting
from catalog.search.rules.asking import Asked
from catalog.taxonomy import queries as taxonomy
from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.storefront import paths
from commerce.storefront.doors import ShopRequest, door, too_often

LONGEST_TERM = 120
MOST_WIDER = 5
SHOWN_WORDS, SHOWN_CATEGORIES, SHOWN_PRODUCTS = 3, 1, 3


def content_language(channel: ChannelInfo) -> str:
    """This is the page's language where the channel speaks it, else the channel's own."""
    language = get_language() or "en"
    return language if language in channel.languages else channel.language


def foreign(language: str) -> str:
    """This is the language of the content where it is not the page's own (I18N5); else empty."""
    return "" if language == (get_language() or "en") else language


@door("GET", shelved=True)
def category(request: ShopRequest, slug: str) -> HttpResponse:
    """This lists a category with facets, order and pages."""
    language = content_language(request.channel)
    node, _current = taxonomy.find_by_slug(slug=slug.lower(), language=language)
    if node is None:
        message = "there is no such category"
        raise Http404(message)
    if slug != node.slug:
        return paths.moved(request, reverse("category", args=[node.slug]))
    paths.tell_counterparts(request, taxonomy.addresses(node, channel=request.channel))
    asked = listed.asked_of(request, language, node=node)
    found = finding.count(asked=asked, channel=request.channel, language=language, spread=True)
    context = listed.context_of(request, asked, found, language=language)
    way = trail(node, language)
    context |= {
        "category": {"name": node.name, "intro": node.description},
        "content_lang": foreign(language),
        "crumbs": [link(one) for one in way],
        "current_category": way[0].slug,
        "subcategories": _tiles(request, node.children, language=language),
    }
    return shelf(request, "catalog/taxonomy/category.html", context)


@door("GET", shelved=True)
def everything(request: ShopRequest) -> HttpResponse:
    """This lists all that is sold, with facets, order and pages."""
    language = content_language(request.channel)
    asked = listed.asked_of(request, language)
    found = finding.count(asked=asked, channel=request.channel, language=language, spread=True)
    context = listed.context_of(request, asked, found, language=language)
    context |= {
        "category": {"name": _("All products"), "intro": ""},
        "subcategories": _tiles(request, taxonomy.tree(language=language), language=language),
    }
    return shelf(request, "catalog/taxonomy/category.html", context)


@door("GET")
def search(request: ShopRequest) -> HttpResponse:
    """This shows what matches the words, sets slips right and says so."""
    language = content_language(request.channel)
    term = " ".join(request.GET.get("q", "").split())[:LONGEST_TERM]
    if not term:
        return _nothing(request, term, language)
    asked = listed.asked_of(request, language, term=term)
    literally = request.GET.get("exact") == "1"
    found = finding.search(
        asked=asked, channel=request.channel, language=language, literally=literally, spread=True
    )
    nothing = not found.page.cards and not asked.chosen and not asked.skip
    if (nothing or found.corrected) and not literally:
        _note_miss(request, term, helped=found.corrected, language=language)
    if nothing:
        return _nothing(request, term, language)
    context = listed.context_of(request, asked, found, language=language)
    context |= {
        "term": term,
        "corrected": found.corrected,
        "broadened": found.broadened,
        "exact_path": addresses.path(request, [("q", term), ("exact", "1")])
        if found.corrected
        else "",
        "answers": intents.answers(term, language=language),
        "pinned": [link(one) for one in suggesting.named(term, language=language)],
    }
    return shelf(request, "catalog/search/search.html", context)


@door("GET")
def suggest(request: ShopRequest) -> HttpResponse:
    """This completes what is being typed; a fragment for the search field."""
    language = content_language(request.channel)
    term = " ".join(request.GET.get("q", "").split())[:LONGEST_TERM]
    if term:
        answer = render(request, "catalog/search/suggestions.html", _typed(request, term, language))
    else:
        answer = render(request, "catalog/search/idle.html", {})
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _typed(request: ShopRequest, term: str, language: str) -> dict[str, Any]:
    """Few enough of each kind that all fit above a phone's keyboard (S3)."""
    found = suggesting.suggest(text=term, channel=request.channel, language=language)
    queries = [one for one in found.queries if one.casefold() != term.casefold()][:SHOWN_WORDS]
    categories = [link(one) for one in found.categories[:SHOWN_CATEGORIES]]
    products = listed.cards_of(found.products[:SHOWN_PRODUCTS])
    return {
        "term": term,
        "queries": queries,
        "categories": categories,
        "products": products,
        "count": len(queries) + len(categories) + len(products),
    }


@paths.counterparts_of("category")
def category_elsewhere(
    *, slug: str, channel: ChannelInfo, language: str
) -> paths.Counterpart | None:
    """This finds the category's address in a language; channels share their shelves."""
    spoken = language if language in channel.languages else channel.language
    node, _current = taxonomy.find_by_slug(slug=slug, language=spoken)
    return paths.Counterpart(path=f"/c/{node.slug}/") if node else None


def shelf(request: ShopRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """This draws a shelf: whole, its main part, or only what follows; 404 where filters leave nothing (L5)."""
    if not context["cards"] and not context["chips"] and context["page"] == 1:
        context |= _instead(request, context)
    if request.headers.get("HX-More") == "1":
        answer = render(request, "catalog/taxonomy/more.html", context)
    else:
        empty = not context["cards"] and (context["chips"] or context["page"] > 1)
        status = 404 if empty else 200
        answer = render(request, template, context, status=status)
    if request.headers.get("HX-Request"):
        # More of the same list is no step of its own: Back leads out of it, and finds it whole (L7).
        name = "HX-Replace-Url" if request.headers.get("HX-More") == "1" else "HX-Push-Url"
        answer[name] = context["here_path"]
    return answer


def _instead(request: ShopRequest, context: dict[str, Any]) -> dict[str, Any]:
    """A shelf on which nothing stands yet: the one above it, and what others like (L10)."""
    language = content_language(request.channel)
    best = listings.browse(asked=Asked(limit=8), channel=request.channel, language=language)
    above = context.get("crumbs", ())[:-1]
    everywhere = {"name": _("All products"), "path": reverse("everything")}
    return {"above": above[-1] if above else everywhere, "best": listed.cards_of(best.cards)}


def _nothing(request: ShopRequest, term: str, language: str) -> HttpResponse:
    """No words or no match: categories and what others like."""
    words = [one for one in term.split() if len(one) > 1]
    best = listings.browse(asked=Asked(limit=8), channel=request.channel, language=language)
    context = {
        "term": term,
        "cards": [],
        "chips": [],
        "total": 0,
        "categories": [link(one) for one in taxonomy.tree(language=language)],
        "best": listed.cards_of(best.cards),
        "answers": intents.answers(term, language=language),
        "pinned": [link(one) for one in suggesting.named(term, language=language)],
        "wider": list(dict.fromkeys(words))[:MOST_WIDER] if len(words) > 1 else [],
    }
    return render(request, "catalog/search/search.html", context)


def _note_miss(request: ShopRequest, term: str, *, helped: str, language: str) -> None:
    """What is searched in vain is worth knowing; whoever tries hundreds of words is not."""
    if too_often(request, what="miss", limit=30, seconds=600):
        return
    with db.transaction():
        actions.note_miss(
            term=term, helped=helped, channel=request.channel, language=language, at=clock.now()
        )


def _tiles(
    request: ShopRequest, nodes: tuple[CategoryNode, ...], *, language: str
) -> list[dict[str, Any]]:
    """Categories with the picture of what is liked most in each (L8)."""
    if not nodes:
        return []
    keys = tuple(node.category_id for node in nodes)
    faces = listings.faces(request.channel, language, keys)
    return [link(node) | {"face": faces.get(node.category_id)} for node in nodes]


def link(node: CategoryNode) -> dict[str, str]:
    """This is a category as links show it."""
    return {"name": node.name, "slug": node.slug, "path": reverse("category", args=[node.slug])}


def trail(node: CategoryNode, language: str) -> list[CategoryNode]:
    """These are the categories from the root down to one."""
    nodes = taxonomy.flat(language=language)
    way = [node]
    while way[0].parent_code in nodes:
        way.insert(0, nodes[way[0].parent_code])
    return way
