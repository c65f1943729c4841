"""Reviews as a part of a page: average, bars that filter, order, the reviews, and where more are."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.reviews import queries, rules
from catalog.reviews.queries import Wish

Rating = Mapping[str, Any]


def wish_of(query: Mapping[str, str]) -> Wish:
    """This reads which reviews an address wants; what makes no sense in it is left out."""
    stars, page = query.get("stars", ""), query.get("page", "")
    sort = query.get("sort", "")
    return Wish(
        stars=int(stars) if stars in {"1", "2", "3", "4", "5"} else 0,
        photos=query.get("photos") == "1",
        sort=sort if sort in rules.SORTS else "helpful",
        page=min(int(page), queries.MOST_PAGES)
        if page.isascii() and page.isdigit() and 0 < len(page) < 4 and int(page)
        else 1,
    )


def section(
    *,
    slug: str,
    rating: Rating | None,
    wish: Wish,
    shown: queries.Shown,
    found: int,
    alone: bool = False,
) -> dict[str, Any]:
    """This words a product's reviews for the templates; `alone` on the page that shows nothing else."""
    path = reverse("reviews", args=[slug])
    return {
        "path": path,
        "alone": alone,
        "average": rating["average"] if rating else "",
        "count": rating["count"] if rating else 0,
        "fit": fit(rating.get("fit")) if rating else None,
        "bars": _bars(rating, wish, path),
        "sorts": [
            {"code": code, "name": name, "selected": code == wish.sort}
            for code, name in _sort_names().items()
        ],
        "wish": wish,
        "filtered": bool(wish.stars or wish.photos),
        "photos_path": _address(path, wish, photos=not wish.photos, page=1),
        "all_path": _address(path, wish, stars=0, photos=False, page=1),
        "found": found,
        "list": shown.reviews,
        "next_path": _address(path, wish, page=wish.page + 1) if shown.more else "",
        "previous_path": _address(path, wish, page=wish.page - 1) if wish.page > 1 else "",
        "write_path": reverse("write_review", args=[slug]),
        "reasons": reasons(),
    }


def fit(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """This words what buyers say of the size: a sentence, and a bar for each answer (P10)."""
    if not found:
        return None
    answers, names = found["answers"], fit_names()
    told = {
        "small": _("Runs small, say %(share)s%% of %(count)s buyers"),
        "true": _("True to size, say %(share)s%% of %(count)s buyers"),
        "large": _("Runs large, say %(share)s%% of %(count)s buyers"),
        "mixed": _("Buyers disagree on the size: true for %(share)s%% of %(count)s"),
    }
    return {
        "sentence": told[found["verdict"]] % {"share": found["share"], "count": answers},
        "verdict": names.get(found["verdict"], _("Buyers disagree on the size")),
        "share": found["share"],
        "bars": [
            {
                "name": name,
                "count": found[code],
                "percent": (found[code] * 200 + answers) // (2 * answers),
            }
            for code, name in names.items()
        ],
    }


def fit_names() -> dict[str, str]:
    """What buyers may say of the size."""
    return {"small": _("Runs small"), "true": _("True to size"), "large": _("Runs large")}


def reasons() -> list[tuple[str, str]]:
    """What may be wrong with a review, in words."""
    return [
        ("offensive", _("It is offensive")),
        ("advertising", _("It is advertising")),
        ("personal", _("It tells private things about somebody")),
        ("untrue", _("It is not about this product, or untrue")),
    ]


def _bars(rating: Rating | None, wish: Wish, path: str) -> list[dict[str, Any]]:
    if not rating:
        return []
    counts = rating["stars"]
    return [
        {
            "stars": stars,
            "count": counts[stars - 1],
            "percent": (counts[stars - 1] * 100 + rating["count"] // 2) // rating["count"],
            "selected": wish.stars == stars,
            "path": _address(path, wish, stars=0 if wish.stars == stars else stars, page=1),
        }
        for stars in (5, 4, 3, 2, 1)
    ]


def _sort_names() -> dict[str, str]:
    return {
        "helpful": _("Most helpful"),
        "newest": _("Newest"),
        "highest": _("Best first"),
        "lowest": _("Worst first"),
    }


def _address(path: str, wish: Wish, **changes: Any) -> str:
    parts = {
        "stars": changes.get("stars", wish.stars) or "",
        "photos": "1" if changes.get("photos", wish.photos) else "",
        "sort": "" if wish.sort == "helpful" else wish.sort,
        "page": page if (page := changes.get("page", wish.page)) > 1 else "",
    }
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"{path}?{query}" if query else path
