"""A shelf as its page tells it: the address as a question, cards, facets, chips, prices and the pages that follow."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.contracts import CategoryNode, ProductCard
from catalog.search.pages import addresses, paging, told
from catalog.search.queries import finding, listings, looks
from catalog.search.rules import asking
from catalog.search.rules.asking import Asked, Facet
from catalog.search.rules.shelf import FacetCheck, FacetGroup
from commerce import clock
from commerce.errors import Anticipated
from commerce.money import Money, digits, wording
from commerce.storefront.doors import ShopRequest

MOST_VALUES = 40
FEW_VALUES = 12
MOST_STORES = 3
STORE_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")
HIDDEN_FACETS = ("category", "available", "sale")


def asked_of(
    request: ShopRequest,
    language: str,
    *,
    node: CategoryNode | None = None,
    term: str = "",
    fixed: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Asked:
    """The address as a question; what makes no sense in it is left out, never an error.

    `fixed` are filters that the address itself stands for.
    """
    query = request.GET
    known = finding.facet_names(language)
    chosen = {
        code: tuple(dict.fromkeys((*fixed.get(code, ()), *query.getlist(code))))[:MOST_VALUES]
        for code in dict.fromkeys((*known, *fixed))
        if code in fixed or (query.getlist(code) and code != "category")
    }
    stores = [one for one in dict.fromkeys(query.getlist(asking.STORE)) if STORE_CODE.match(one)]
    if stores:
        chosen[asking.STORE] = tuple(stores[:MOST_STORES])
    currency, after = request.channel.currency, query.get("after", "")
    span = paging.span_of(query)
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
        after=addresses.read_mark(after, sort),
        skip=0 if after else span.skip,
        limit=paging.SIZE if after else span.limit,
    )


def context_of(
    request: ShopRequest, asked: Asked, found: finding.Found, *, language: str
) -> dict[str, Any]:
    """This is what the parts of a listing show: cards, counts, facets, chips, and where more is."""
    facets = finding.facets(found, asked=asked, language=language, channel=request.channel)
    kept = _kept(asked, request)
    shown_before = addresses.whole(request.GET.get("seen", "")) or asked.skip
    cards = _wearing(cards_of(found.page.cards), asked, language=language)
    shown = min(shown_before + len(cards), max(found.total, len(cards)))
    total = found.total or addresses.whole(request.GET.get("of", ""))
    sort_action, sort_pairs = addresses.place(request, [one for one in kept if one[0] != "sort"])
    return {
        "asked": asked,
        "cards": cards,
        "total": total,
        # Above so many nobody counts on: the number is the least there are, and is shown as such.
        "many": total >= finding.CAP,
        "shown": shown,
        "facets": [
            _facet(one, sampled=found.approximate)
            for one in facets
            if one.code not in HIDDEN_FACETS
        ],
        "chosen_stores": asked.chosen.get(asking.STORE, ()),
        "count_in_store": partial(
            finding.count_in_store,
            asked=asked,
            found=found,
            channel=request.channel,
            language=language,
        ),
        "only_available": "yes" in asked.chosen.get("available", ()),
        "only_reduced": "yes" in asked.chosen.get("sale", ()),
        "reduced": found.counts.get("sale:yes", 0),
        "price_range": _price_range(request, found),
        "sort": asked.sort,
        "sorts": _sorts(asked),
        "sort_action": escape_uri_path(sort_action),
        "kept": sort_pairs,
        "filter_action": escape_uri_path(addresses.shelf(request)),
        "chips": _chips(request, asked, facets, kept=kept),
        "clear_path": addresses.path(request, [pair for pair in kept if pair[0] in {"q", "sort"}]),
        "more_path": _next_path(request, asked, found, kept=kept, shown=shown, total=total),
        "first": asked.skip + 1,
        **(told.passed_on(cards[0].image, alt=cards[0].image_alt) if cards else {}),
        "buckets": _buckets(request, found, kept=kept),
        **_pages(request, asked, found, kept=kept),
    }


def _pages(
    request: ShopRequest, asked: Asked, found: finding.Found, *, kept: addresses.Pairs
) -> dict[str, Any]:
    """Where this page stands, and those before and after it."""
    span = paging.span_of(request.GET)
    _path, own = addresses.place(request, kept)
    later = span.first > 1 and not (own or asked.after)
    return {
        "page": span.first,
        "here_path": _numbered(request, kept, span.told()),
        "next_path": _numbered(request, kept, str(span.last + 1)) if found.page.after else "",
        "previous_path": _numbered(request, kept, str(span.first - 1)) if span.first > 1 else "",
        "canonical_query": f"?page={span.first}" if later else "",
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
            "store": value if code == asking.STORE else "",
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
    pages = paging.span_of(request.GET).told(more=1)
    return addresses.path(request, [*kept, *seen, ("page", pages)])


def _numbered(request: ShopRequest, kept: list[tuple[str, str]], pages: str) -> str:
    """The address of pages by number: for crawlers, for coming back, for whoever has no scripts."""
    return addresses.path(request, [*kept, ("page", pages)] if pages != "1" else kept)


def _buckets(
    request: ShopRequest, found: finding.Found, *, kept: list[tuple[str, str]]
) -> list[dict[str, str]]:
    """A few spans of prices to choose with one press."""
    if found.price_span is None:
        return []
    currency, spoken = request.channel.currency, get_language() or "en"
    rest = [pair for pair in kept if pair[0] not in {"price_min", "price_max"}]
    result = []
    spans = paging.buckets(*found.price_span, digits=digits(currency))
    for lowest, highest in paging.filled(spans, found.prices):
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


def _facet(facet: Facet, *, sampled: bool) -> FacetGroup:
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
        sampled=sampled,
        values=tuple(
            FacetCheck(
                code=value.value,
                name=words.get(value.value, value.text),
                color=value.hex,
                count=value.count,
                selected=value.chosen,
            )
            for value in facet.values
            if value.count or value.chosen or sampled or len(facet.values) <= FEW_VALUES
        ),
    )


def _wearing(cards: list[ProductCard], asked: Asked, *, language: str) -> list[ProductCard]:
    """Whoever asks for blue vases sees each in blue; one statement while a color is chosen, else none."""
    kinds = finding.facet_names(language)
    colors = [code for code in asked.chosen if code in kinds and kinds[code].kind == "color"]
    if not colors or not cards:
        return cards
    found = looks.looks(
        product_ids=[card.product_id for card in cards],
        code=colors[0],
        chosen=asked.chosen[colors[0]],
        language=language,
    )
    return [found[one.product_id].worn_by(one) if one.product_id in found else one for one in cards]


def cards_of(told: Iterable[listings.Told]) -> list[ProductCard]:
    """This reads finished cards back into values, at the present moment."""
    at = clock.now()
    return [one.card(at=at) for one in told]
