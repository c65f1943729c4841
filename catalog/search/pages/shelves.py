"""The shelves of the shop: categories, search results, suggestions."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.contracts import CategoryNode, ProductCard
from catalog.search import actions
from catalog.search.pages import addresses, intents, paging, told
from catalog.search.queries import finding, listings, suggesting
from catalog.search.rules import asking
from catalog.search.rules.asking import Asked, Facet
from catalog.search.rules.shelf import FacetCheck, FacetGroup
from catalog.taxonomy import queries as taxonomy
from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Anticipated
from commerce.money import Money, digits, wording
from commerce.storefront import paths
from commerce.storefront.doors import ShopRequest, door, too_often

MOST_VALUES = 40
LONGEST_TERM = 120
FEW_VALUES = 12
HIDDEN_FACETS = ("category", "available", "sale")


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
    node, current = taxonomy.find_by_slug(slug=slug, language=language)
    if node is None:
        message = "there is no such category"
        raise Http404(message)
    if not current:
        return paths.moved(request, reverse("category", args=[node.slug]))
    paths.tell_counterparts(request, {one: f"/c/{slug}/" for one, slug in node.slugs.items()})
    asked = _asked(request, language, node=node)
    found = finding.count(asked=asked, channel=request.channel, language=language)
    context = _listing(request, asked, found, language=language)
    trail = _trail(node, language)
    context |= {
        "category": {"name": node.name, "intro": node.description},
        "content_lang": foreign(language),
        "crumbs": [_link(one) for one in trail],
        "current_category": trail[0].slug,
        "subcategories": [_link(one) for one in node.children],
    }
    return _shelf(request, "catalog/taxonomy/category.html", context)


@door("GET", shelved=True)
def everything(request: ShopRequest) -> HttpResponse:
    """This lists all that is sold, with facets, order and pages."""
    language = content_language(request.channel)
    asked = _asked(request, language)
    found = finding.count(asked=asked, channel=request.channel, language=language)
    context = _listing(request, asked, found, language=language)
    context |= {
        "category": {"name": _("All products"), "intro": ""},
        "subcategories": [_link(one) for one in taxonomy.tree(language=language)],
    }
    return _shelf(request, "catalog/taxonomy/category.html", context)


@door("GET")
def search(request: ShopRequest) -> HttpResponse:
    """This shows what matches the words, sets slips right and says so."""
    language = content_language(request.channel)
    term = " ".join(request.GET.get("q", "").split())[:LONGEST_TERM]
    if not term:
        return _nothing(request, term, language)
    asked = _asked(request, language, term=term)
    literally = request.GET.get("exact") == "1"
    found = finding.search(
        asked=asked, channel=request.channel, language=language, literally=literally
    )
    nothing = not found.page.cards and not asked.chosen and not asked.skip
    if (nothing or found.corrected) and not literally:
        _note_miss(request, term, helped=found.corrected, language=language)
    if nothing:
        return _nothing(request, term, language)
    context = _listing(request, asked, found, language=language)
    context |= {
        "term": term,
        "corrected": found.corrected,
        "broadened": found.broadened,
        "exact_path": addresses.path(request, [("q", term), ("exact", "1")])
        if found.corrected
        else "",
        "answers": intents.answers(term, language=language),
    }
    return _shelf(request, "catalog/search/search.html", context)


@door("GET")
def suggest(request: ShopRequest) -> HttpResponse:
    """This completes what is being typed; a fragment for the search field."""
    language = content_language(request.channel)
    term = " ".join(request.GET.get("q", "").split())[:LONGEST_TERM]
    found = suggesting.suggest(text=term, channel=request.channel, language=language)
    context = {
        "term": term,
        "queries": found.queries,
        "categories": [_link(one) for one in found.categories],
        "products": cards_of(found.products),
        "count": len(found.queries) + len(found.categories) + len(found.products),
    }
    answer = render(request, "catalog/search/suggestions.html", context)
    answer["Cache-Control"] = "private, max-age=60"
    return answer


@paths.counterparts_of("category")
def category_elsewhere(
    *, slug: str, channel: ChannelInfo, language: str
) -> paths.Counterpart | None:
    """This finds the category's address in a language; channels share their shelves."""
    spoken = language if language in channel.languages else channel.language
    node, _current = taxonomy.find_by_slug(slug=slug, language=spoken)
    return paths.Counterpart(path=f"/c/{node.slug}/") if node else None


def _shelf(request: ShopRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    if request.headers.get("HX-More") == "1":
        answer = render(request, "catalog/taxonomy/more.html", context)
    else:
        empty = not context["cards"] and (context["chips"] or context["page"] > 1)
        status = 404 if empty else 200
        answer = render(request, template, context, status=status)
    if request.headers.get("HX-Request"):
        answer["HX-Push-Url"] = context["canonical_path"]
    return answer


def _nothing(request: ShopRequest, term: str, language: str) -> HttpResponse:
    """No words or no match: categories and what others like."""
    best = listings.browse(asked=Asked(limit=8), channel=request.channel, language=language)
    context = {
        "term": term,
        "cards": [],
        "chips": [],
        "total": 0,
        "categories": [_link(one) for one in taxonomy.tree(language=language)],
        "best": cards_of(best.cards),
        "answers": intents.answers(term, language=language),
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


def _asked(
    request: ShopRequest, language: str, *, node: CategoryNode | None = None, term: str = ""
) -> Asked:
    """The address as a question; what makes no sense in it is left out, never an error."""
    query = request.GET
    known = finding.facet_names(language)
    chosen = {
        code: tuple(dict.fromkeys(query.getlist(code)))[:MOST_VALUES]
        for code in known
        if query.getlist(code) and code != "category"
    }
    currency = request.channel.currency
    try:
        sort = asking.check_sort(query.get("sort", ""), searching=bool(term))
    except Anticipated:
        sort = asking.check_sort("", searching=bool(term))
    return Asked(
        category_id=node.category_id if node else 0,
        category=node.code if node else "",
        words=term,
        chosen=chosen,
        price_from=addresses.minor(query.get("price_min", ""), currency),
        price_to=addresses.minor(query.get("price_max", ""), currency),
        sort=sort,
        after=addresses.read_mark(query.get("after", ""), sort),
        skip=0 if query.get("after") else (paging.page_of(query) - 1) * paging.SIZE,
        limit=paging.SIZE,
    )


def _listing(
    request: ShopRequest, asked: Asked, found: finding.Found, *, language: str
) -> dict[str, Any]:
    facets = finding.facets(found, asked=asked, language=language, channel=request.channel)
    kept = _kept(asked, request)
    shown_before = addresses.whole(request.GET.get("seen", "")) or asked.skip
    page = paging.page_of(request.GET)
    cards = cards_of(found.page.cards)
    shown = min(shown_before + len(cards), max(found.total, len(cards)))
    total = found.total or addresses.whole(request.GET.get("of", ""))
    return {
        "cards": cards,
        "total": total,
        "shown": shown,
        "facets": [_facet(one) for one in facets if one.code not in HIDDEN_FACETS],
        "only_available": "yes" in asked.chosen.get("available", ()),
        "price_range": _price_range(request, found),
        "sort": asked.sort,
        "sorts": _sorts(asked),
        "kept": [pair for pair in kept if pair[0] != "sort"],
        "chips": _chips(request, asked, facets, kept=kept),
        "clear_path": addresses.path(request, [pair for pair in kept if pair[0] in {"q", "sort"}]),
        "more_path": _next_path(request, asked, found, kept=kept, shown=shown, total=total),
        "next_path": _numbered(request, kept, page + 1) if found.page.after else "",
        "previous_path": _numbered(request, kept, page - 1) if asked.skip else "",
        "canonical_path": _numbered(request, kept, page),
        "canonical_query": f"?page={page}" if page > 1 and not (kept or asked.after) else "",
        "first": asked.skip + 1,
        **(told.passed_on(cards[0].image, alt=cards[0].image_alt) if cards else {}),
        "buckets": _buckets(request, found, kept=kept),
        "page": page,
    }


def _kept(asked: Asked, request: ShopRequest) -> list[tuple[str, str]]:
    """The question as parameters in one order, so that equal questions have equal addresses."""
    found = [("q", asked.words)] if asked.words else []
    found += [(code, one) for code in sorted(asked.chosen) for one in sorted(asked.chosen[code])]
    for name, amount in (("price_min", asked.price_from), ("price_max", asked.price_to)):
        if amount is not None:
            found.append((name, str(Money(amount, request.channel.currency).decimal)))
    default = asking.check_sort("", searching=bool(asked.words))
    return found + ([("sort", asked.sort)] if asked.sort != default else [])


def _chips(
    request: ShopRequest,
    asked: Asked,
    facets: Iterable[Facet],
    *,
    kept: list[tuple[str, str]],
) -> list[dict[str, str]]:
    names = {(facet.code, value.value): value.text for facet in facets for value in facet.values}
    names |= {("rating", str(n)): _("%(stars)s stars and more") % {"stars": n} for n in (2, 3, 4)}
    words = {"available": _("In stock now"), "sale": _("On sale")}
    found = [
        {
            "name": words.get(code) or names.get((code, value), value),
            "path": addresses.path(request, [pair for pair in kept if pair != (code, value)]),
        }
        for code, values in asked.chosen.items()
        for value in values
    ]
    spoken = get_language() or "en"
    labels = (("price_min", _("from %(amount)s")), ("price_max", _("up to %(amount)s")))
    for name, label in labels:
        amount = dict(kept).get(name)
        if amount:
            without = [pair for pair in kept if pair[0] != name]
            said = wording.in_words(Money.parse(amount, request.channel.currency), spoken)
            found.append(
                {"name": label % {"amount": said}, "path": addresses.path(request, without)}
            )
    return found


def _next_path(
    request: ShopRequest,
    asked: Asked,
    found: finding.Found,
    *,
    kept: list[tuple[str, str]],
    shown: int,
    total: int,
) -> str:
    if found.page.after is None:
        return ""
    mark = addresses.mark(found.page.after, asked.sort)
    seen = [("after", mark), ("seen", str(shown)), ("of", str(total))]
    number = str(paging.page_of(request.GET) + 1)
    return addresses.path(request, [*kept, *seen, ("page", number)])


def _numbered(request: ShopRequest, kept: list[tuple[str, str]], page: int) -> str:
    """The address of a page by its number: for crawlers, for reloading, for whoever has no scripts."""
    return addresses.path(request, [*kept, ("page", str(page))] if page > 1 else kept)


def _buckets(
    request: ShopRequest, found: finding.Found, *, kept: list[tuple[str, str]]
) -> list[dict[str, str]]:
    """A few spans of prices to choose with one press."""
    if found.price_span is None:
        return []
    currency, spoken = request.channel.currency, get_language() or "en"
    rest = [pair for pair in kept if pair[0] not in {"price_min", "price_max"}]
    result = []
    for lowest, highest in paging.buckets(*found.price_span, digits=digits(currency)):
        ends = (("price_min", lowest), ("price_max", highest))
        pairs = [(name, str(Money(end, currency).decimal)) for name, end in ends if end is not None]
        said = {
            name: wording.in_words(Money(end, currency), spoken)
            for name, end in ends
            if end is not None
        }
        if lowest is None:
            name = _("up to %(amount)s") % {"amount": said["price_max"]}
        elif highest is None:
            name = _("from %(amount)s") % {"amount": said["price_min"]}
        else:
            name = f"{said['price_min']} \N{EN DASH} {said['price_max']}"
        result.append({"name": name, "path": addresses.path(request, [*rest, *pairs])})
    return result


def _price_range(request: ShopRequest, found: finding.Found) -> dict[str, str] | None:
    span = found.price_span
    typed = {"min": request.GET.get("price_min", ""), "max": request.GET.get("price_max", "")}
    if span is None:
        return typed | {"lowest": "", "highest": ""} if any(typed.values()) else None
    currency = request.channel.currency
    return typed | {
        "lowest": str(Money(span[0], currency).decimal),
        "highest": str(Money(span[1], currency).decimal),
    }


def _sorts(asked: Asked) -> list[tuple[str, str]]:
    names = {
        "popular": _("Most popular"),
        "rating": _("Best rated"),
        "newest": _("Newest"),
        "price": _("Price, low to high"),
        "-price": _("Price, high to low"),
        "name": _("Name, A to Z"),
    }
    best = [(asking.BEST, _("Best match"))] if asked.words else []
    return best + list(names.items())


def _facet(facet: Facet) -> FacetGroup:
    chosen = any(value.chosen for value in facet.values)
    words = {"yes": _("Yes"), "no": _("No")} if facet.kind == "boolean" else {}
    names = {"brand": _("Workshop"), "rating": _("Reviews")}
    if facet.code == "rating":
        words = {
            str(least): _("%(stars)s stars and more") % {"stars": least} for least in (2, 3, 4)
        }
    return FacetGroup(
        code=facet.code,
        name=names.get(facet.code, facet.name),
        open=chosen or facet.kind in {"color", "option"},
        values=tuple(
            FacetCheck(
                code=value.value,
                name=words.get(value.value, value.text),
                color=value.hex,
                count=value.count,
                selected=value.chosen,
            )
            for value in facet.values
            if value.count or value.chosen or len(facet.values) <= FEW_VALUES
        ),
    )


def cards_of(told: Iterable[listings.Told]) -> list[ProductCard]:
    """This reads finished cards back into values, at the present moment."""
    at = clock.now()
    return [one.card(at=at) for one in told]


def _link(node: CategoryNode) -> dict[str, str]:
    return {"name": node.name, "slug": node.slug, "path": reverse("category", args=[node.slug])}


def _trail(node: CategoryNode, language: str) -> list[CategoryNode]:
    nodes = taxonomy.flat(language=language)
    trail = [node]
    while trail[0].parent_code in nodes:
        trail.insert(0, nodes[trail[0].parent_code])
    return trail
