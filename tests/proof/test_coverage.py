"""No page is forgotten: every address that a person can open stands in the list of views."""

import re

from django.urls import URLPattern, URLResolver, get_resolver

from tests.proof.views import NOT_PAGES, VIEWS

# The staff's side, the API and Django's admin have proofs of their own.
ELSEWHERE = ("admin/", "api/")


def _routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    found: list[str] = []
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            found += _routes(one, route)
        elif isinstance(one, URLPattern) and "GET" in getattr(one.callback, "methods", ("GET",)):
            found.append(route)
    return found


ROUTES = [one for one in _routes(get_resolver()) if not one.startswith(ELSEWHERE)]


def test_every_address_is_looked_at_or_is_no_page() -> None:
    """Add a view to tests/proof/views.py, or say in NOT_PAGES why nobody looks at it."""
    seen = {view.route for view in VIEWS}
    forgotten = [
        one
        for one in ROUTES
        if one not in seen and not any(re.fullmatch(reason, one) for reason in NOT_PAGES)
    ]

    assert forgotten == []


def test_the_list_holds_no_dead_lines() -> None:
    dead = [view.name for view in VIEWS if view.route not in ROUTES and view.status != 404]
    idle = [
        reason
        for reason in NOT_PAGES
        if reason != r"api/.*" and not any(re.fullmatch(reason, one) for one in ROUTES)
    ]

    assert (dead, idle) == ([], [])


def test_no_two_views_share_a_name() -> None:
    names = [view.name for view in VIEWS]

    assert len(names) == len(set(names))
