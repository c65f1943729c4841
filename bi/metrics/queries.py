"""Figures of a scope, each by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from bi.metrics.rules import Scope, Totals

_SALES = """
    SELECT COALESCE(sum(net_minor) FILTER (WHERE kind = 'placed'), 0)::bigint,
           -COALESCE(sum(net_minor) FILTER (WHERE kind = 'canceled'), 0)::bigint,
           -COALESCE(sum(net_minor) FILTER (WHERE kind = 'refunded'), 0)::bigint,
           COALESCE(sum(quantity) FILTER (WHERE kind IN ('placed', 'canceled', 'refunded')), 0)::bigint
      FROM bi_salefact
     WHERE channel = ANY(%(channels)s) AND currency = %(currency)s AND day BETWEEN %(first)s AND %(last)s
"""
_ORDERS = """
    SELECT count(*) FILTER (WHERE kind = 'placed'), count(*) FILTER (WHERE kind = 'canceled'),
           count(DISTINCT o.customer_id) FILTER (WHERE kind = 'placed'),
           count(DISTINCT o.customer_id) FILTER (WHERE kind = 'placed' AND c.first_order_at = o.at),
           COALESCE(sum(shipping_net_minor) FILTER (WHERE kind IN ('placed', 'canceled', 'reduced', 'refunded')), 0)::bigint,
           COALESCE(sum(tax_minor) FILTER (WHERE kind IN ('placed', 'canceled', 'reduced', 'refunded')), 0)::bigint
      FROM bi_orderfact o LEFT JOIN bi_customerdim c ON c.customer_id = o.customer_id
     WHERE channel = ANY(%(channels)s) AND currency = %(currency)s AND day BETWEEN %(first)s AND %(last)s
"""
_VISITS = """
    SELECT count(*), COALESCE(sum(orders), 0)::bigint FROM bi_visit
     WHERE channel = ANY(%(channels)s) AND day BETWEEN %(first)s AND %(last)s
"""
_BY_DAY = """
    WITH sold AS (
        SELECT day, sum(net_minor) AS net, sum(quantity) AS units FROM bi_salefact
         WHERE channel = ANY(%(channels)s) AND currency = %(currency)s
           AND day BETWEEN %(first)s AND %(last)s AND kind IN ('placed', 'canceled', 'refunded')
         GROUP BY day
    ), ordered AS (
        SELECT day, count(*) AS orders FROM bi_orderfact
         WHERE channel = ANY(%(channels)s) AND currency = %(currency)s
           AND day BETWEEN %(first)s AND %(last)s AND kind = 'placed'
         GROUP BY day
    ), visited AS (
        SELECT day, count(*) AS visits FROM bi_visit
         WHERE channel = ANY(%(channels)s) AND day BETWEEN %(first)s AND %(last)s GROUP BY day
    )
    SELECT d::date, COALESCE(net, 0)::bigint, COALESCE(units, 0)::bigint, COALESCE(orders, 0),
           COALESCE(visits, 0)
      FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS d
      LEFT JOIN sold ON sold.day = d::date
      LEFT JOIN ordered ON ordered.day = d::date
      LEFT JOIN visited ON visited.day = d::date
     ORDER BY d
"""
# Orders and names are looked up only for the rows that are shown: counting distinct orders of every
# article would sort the whole table.
_PRODUCTS = """
    WITH top AS (
        SELECT sku, sum(quantity)::bigint AS units, sum(net_minor)::bigint AS net,
               -COALESCE(sum(net_minor) FILTER (WHERE kind <> 'placed'), 0)::bigint AS back
          FROM bi_salefact
         WHERE channel = ANY(%(channels)s) AND currency = %(currency)s
           AND day BETWEEN %(first)s AND %(last)s
           AND kind IN ('placed', 'canceled', 'refunded') AND sku <> ''
         GROUP BY sku ORDER BY net DESC, sku LIMIT %(limit)s
    )
    SELECT top.sku, (array_agg(s.title ORDER BY s.at DESC, s.id DESC))[1], units, net,
           count(DISTINCT s.order_number) FILTER (WHERE s.kind = 'placed'), back
      FROM top JOIN bi_salefact s ON s.sku = top.sku
     WHERE s.channel = ANY(%(channels)s) AND s.currency = %(currency)s
       AND s.day BETWEEN %(first)s AND %(last)s AND s.kind IN ('placed', 'canceled', 'refunded')
     GROUP BY top.sku, units, net, back ORDER BY net DESC, top.sku
"""
_COUNTRIES = """
    WITH ordered AS (
        SELECT country, count(*) AS orders FROM bi_orderfact
         WHERE channel = ANY(%(channels)s) AND currency = %(currency)s
           AND day BETWEEN %(first)s AND %(last)s AND kind = 'placed' GROUP BY country
    )
    SELECT country, sum(quantity)::bigint, sum(net_minor)::bigint, COALESCE(max(orders), 0)
      FROM bi_salefact LEFT JOIN ordered USING (country)
     WHERE channel = ANY(%(channels)s) AND currency = %(currency)s AND day BETWEEN %(first)s AND %(last)s
       AND kind IN ('placed', 'canceled', 'refunded')
     GROUP BY country ORDER BY sum(net_minor) DESC, country LIMIT %(limit)s
"""
_CATEGORIES = """
    SELECT category, sum(units)::bigint, sum(net)::bigint, count(*) FILTER (WHERE placed)
      FROM (
        SELECT category, order_number, sum(quantity) AS units, sum(net_minor) AS net,
               bool_or(kind = 'placed') AS placed
          FROM bi_salefact
         WHERE channel = ANY(%(channels)s) AND currency = %(currency)s
           AND day BETWEEN %(first)s AND %(last)s AND kind IN ('placed', 'canceled', 'refunded')
         GROUP BY category, order_number
      ) AS by_order
     GROUP BY category ORDER BY sum(net) DESC, category LIMIT %(limit)s
"""
_FUNNEL = """
    SELECT count(*), count(*) FILTER (WHERE product_views > 0), count(*) FILTER (WHERE cart_adds > 0),
           count(*) FILTER (WHERE checkout_steps > 0), count(*) FILTER (WHERE orders > 0)
      FROM bi_visit
     WHERE channel = ANY(%(channels)s) AND day BETWEEN %(first)s AND %(last)s AND visitor <> ''
"""
_SEARCHES = """
    SELECT e.query, count(*), count(*) FILTER (WHERE e.results = 0)
      FROM bi_visitevent e JOIN commerce_channel c ON c.code = e.channel
     WHERE e.name = 'search' AND e.query <> '' AND e.channel = ANY(%(channels)s)
       AND (e.at AT TIME ZONE c.time_zone)::date BETWEEN %(first)s AND %(last)s
     GROUP BY e.query ORDER BY count(*) DESC, e.query LIMIT %(limit)s
"""
# What fewer people typed may be about a person, and so may addresses and long numbers.
_POPULAR = """
    SELECT lower(e.query) AS words
      FROM bi_visitevent e
     WHERE e.channel = %(channel)s AND e.name = 'search' AND e.at >= %(since)s
       AND e.results > 0 AND e.query <> '' AND e.query !~ '@|[0-9]{5}'
       AND CASE WHEN %(prefix)s = '/' THEN e.path !~ '^/[a-z]{2}/'
                ELSE starts_with(e.path, %(prefix)s) END
     GROUP BY lower(e.query) HAVING count(DISTINCT e.visit_id) >= %(least)s
     ORDER BY count(*) DESC, lower(e.query) LIMIT %(most)s
"""
MOST_POPULAR = 5
LEAST_VISITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a scope."""

    day: date
    net_minor: int
    units: int
    orders: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: net of what was canceled and refunded; `taken_back_minor` is positive."""

    key: str
    title: str
    units: int
    net_minor: int
    orders: int
    taken_back_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Words that were searched, how often, and how often without a result."""

    query: str
    times: int
    in_vain: int


def totals(scope: Scope) -> Totals:
    """This sums a scope up."""
    [(sold, canceled, refunded, units)] = _rows(_SALES, scope)
    [(orders, gone, customers, new, delivery, tax)] = _rows(_ORDERS, scope)
    [(visits, visit_orders)] = _rows(_VISITS, scope)
    return Totals(
        sold_minor=sold,
        canceled_minor=canceled,
        refunded_minor=refunded,
        delivery_minor=delivery,
        tax_minor=tax,
        units=units,
        orders=orders,
        canceled_orders=gone,
        customers=customers,
        new_customers=new,
        visits=visits,
        visit_orders=visit_orders,
    )


def by_day(scope: Scope) -> list[Day]:
    """This lists every day of a scope, also those on which nothing happened."""
    return [
        Day(day=day, net_minor=net, units=units, orders=orders, visits=visits)
        for day, net, units, orders, visits in _rows(_BY_DAY, scope)
    ]


def top_products(scope: Scope, *, limit: int = 20) -> list[Row]:
    """This lists what sold best, by SKU; each is called what it was called last."""
    return [
        Row(
            key=sku,
            title=title,
            units=units,
            net_minor=net,
            orders=orders,
            taken_back_minor=back,
        )
        for sku, title, units, net, orders, back in _rows(_PRODUCTS, scope, limit=limit)
    ]


def by_country(scope: Scope, *, limit: int = 300) -> list[Row]:
    """This lists the countries goods were sent to; an empty key means nobody knows."""
    return _plain(_rows(_COUNTRIES, scope, limit=limit))


def by_category(scope: Scope, *, limit: int = 50) -> list[Row]:
    """This lists categories as they were when goods were sold."""
    found = _plain(_rows(_CATEGORIES, scope, limit=limit))
    return [replace(row, title=row.key.replace("-", " ").capitalize()) for row in found]


def funnel(scope: Scope) -> tuple[int, int, int, int, int]:
    """This counts visits with consent: all, saw a product, filled the bag, checked out, ordered."""
    [(all_, product, bag, checkout, ordered)] = _rows(_FUNNEL, scope)
    return all_, product, bag, checkout, ordered


def searches(scope: Scope, *, limit: int = 20) -> list[Search]:
    """This lists what people searched for."""
    return [
        Search(query=query, times=times, in_vain=in_vain)
        for query, times, in_vain in _rows(_SEARCHES, scope, limit=limit)
    ]


def popular_searches(*, channel: str, prefix: str, since: datetime) -> tuple[str, ...]:
    """This lists what was searched most and found, on addresses that begin with `prefix` ("/" alone: none)."""
    values: dict[str, Any] = {
        "channel": channel,
        "prefix": prefix,
        "since": since,
        "least": LEAST_VISITS,
        "most": MOST_POPULAR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_POPULAR, values)
        return tuple(words for (words,) in cursor.fetchall())


def last_day(channels: Sequence[str]) -> date | None:
    """This is the last day on which anything was sold in the channels."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(day) FROM bi_orderfact WHERE channel = ANY(%s)", [list(channels)]
        )
        found: date | None = cursor.fetchone()[0]
    return found


def _plain(rows: list[Any]) -> list[Row]:
    return [
        Row(key=key, title=key, units=units, net_minor=net, orders=orders)
        for key, units, net, orders in rows
    ]


def _rows(statement: str, scope: Scope, *, limit: int = 0) -> list[Any]:
    values: dict[str, Any] = {
        "channels": list(scope.channels),
        "currency": scope.currency,
        "first": scope.first,
        "last": scope.last,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
