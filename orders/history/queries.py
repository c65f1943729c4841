"""What kept lines say: articles, people, invoices, and the sums of an import."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from commerce.money import Money
from orders.contracts import HistoricLine
from orders.history.models import ImportRun
from orders.history.rules import CANCELLED, GOODS, KINDS, POSTAGE, is_article

ARTICLE_KINDS = tuple(kind for kind in KINDS if is_article(kind))


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice with goods: its sums in minor units, and who and where."""

    invoice: str
    at: datetime
    customer: str
    country: str
    goods_minor: int
    postage_minor: int
    pieces: int


def articles(run: ImportRun) -> list[tuple[str, str, int]]:
    """This lists (code, name, price in millionths); the name said most often wins, then the longest.

    Names on lines without money are remarks ("damaged?", "found"), so they count last.
    """
    return _rows(
        """
        WITH said AS (
            SELECT upper(code) AS code, text, count(*) AS times, bool_or(price_micro > 0) AS priced
            FROM orders_historyline WHERE run_id = %s AND kind = ANY(%s) GROUP BY 1, 2),
        worth AS (
            SELECT upper(code) AS code,
                   percentile_disc(0.5) WITHIN GROUP (ORDER BY price_micro) AS price
            FROM orders_historyline WHERE run_id = %s AND kind = ANY(%s) AND price_micro > 0
            GROUP BY 1)
        SELECT DISTINCT ON (s.code) s.code, COALESCE(NULLIF(s.text, ''), s.code),
               COALESCE(w.price, 0)::bigint
        FROM said s LEFT JOIN worth w ON w.code = s.code
        ORDER BY s.code, s.priced DESC, (s.text <> '') DESC, s.times DESC, length(s.text) DESC, s.text
        """,
        [run.pk, list(ARTICLE_KINDS), run.pk, list(ARTICLE_KINDS)],
    )


def people(run: ImportRun) -> list[tuple[str, str, datetime]]:
    """This lists (customer, country, first seen); the country most of their lines name wins."""
    return _rows(
        """
        SELECT customer, mode() WITHIN GROUP (ORDER BY country), min(at)
        FROM orders_historyline WHERE run_id = %s AND customer <> '' GROUP BY 1 ORDER BY 1
        """,
        [run.pk],
    )


def invoices(run: ImportRun) -> list[Invoice]:
    """This lists the invoices that sold goods, in the order of the file."""
    found = _rows(
        """
        SELECT invoice, min(at), max(customer), max(country),
               COALESCE(sum(amount_minor) FILTER (WHERE kind = ANY(%s)), 0)::bigint,
               COALESCE(sum(amount_minor) FILTER (WHERE kind = %s), 0)::bigint,
               sum(quantity) FILTER (WHERE kind = ANY(%s))::bigint
        FROM orders_historyline WHERE run_id = %s AND kind = ANY(%s)
        GROUP BY invoice HAVING bool_or(kind = ANY(%s)) ORDER BY min(row)
        """,
        [list(GOODS), POSTAGE, list(GOODS), run.pk, [*GOODS, POSTAGE], list(GOODS)],
    )
    return [Invoice(*row) for row in found]


def report(run: ImportRun) -> dict[str, Any]:
    """This sums an import up: lines and money by kind, and how many of everything."""
    kinds = _rows(
        """SELECT kind, count(*), sum(amount_minor)::bigint FROM orders_historyline
           WHERE run_id = %s GROUP BY kind ORDER BY kind""",
        [run.pk],
    )
    [counts] = _rows(
        """SELECT count(DISTINCT invoice), count(DISTINCT NULLIF(customer, '')),
                  count(DISTINCT upper(code)) FILTER (WHERE kind = ANY(%s)),
                  count(*) FILTER (WHERE customer = ''),
                  count(*) - count(DISTINCT (invoice, code, text, quantity, price_micro, at)),
                  min(at), max(at)
           FROM orders_historyline WHERE run_id = %s""",
        [list(ARTICLE_KINDS), run.pk],
    )
    return {
        "lines_read": sum(lines for _, lines, _ in kinds),
        "lines_by_kind": {kind: lines for kind, lines, _ in kinds},
        "net_by_kind_minor": {kind: minor for kind, _, minor in kinds},
        "net_total_minor": sum(minor for *_, minor in kinds),
        "invoices": counts[0],
        "customers": counts[1],
        "products": counts[2],
        "cancellations": _cancellations(run),
        "lines_without_customer": counts[3],
        "lines_repeated": counts[4],
        "first_at": counts[5].isoformat() if counts[5] else None,
        "last_at": counts[6].isoformat() if counts[6] else None,
    }


def _cancellations(run: ImportRun) -> dict[str, int]:
    """How many cancelled lines and pieces found the sale they took back, in how many orders."""
    [counts] = _rows(
        """
        WITH found AS (
            SELECT row, sum(quantity) AS pieces, sum(amount_minor) AS minor
              FROM orders_historyreturn WHERE run_id = %s GROUP BY 1)
        SELECT count(*), count(*) FILTER (WHERE f.pieces = -h.quantity),
               count(*) FILTER (WHERE f.pieces < -h.quantity), count(*) FILTER (WHERE f.row IS NULL),
               count(*) FILTER (WHERE h.customer = ''), COALESCE(-sum(h.quantity), 0)::bigint,
               COALESCE(sum(f.pieces), 0)::bigint, COALESCE(-sum(h.amount_minor), 0)::bigint,
               COALESCE(sum(f.minor), 0)::bigint,
               (SELECT count(DISTINCT l.order_id) FROM orders_historyreturn r
                  JOIN orders_orderline l ON l.id = r.order_line_id WHERE r.run_id = %s)
          FROM orders_historyline h LEFT JOIN found f ON f.row = h.row
         WHERE h.run_id = %s AND h.kind = %s
        """,
        [run.pk, run.pk, run.pk, CANCELLED],
    )
    names = (
        *("lines", "matched", "matched_in_part", "unmatched", "without_customer"),
        *("pieces", "pieces_matched", "minor", "minor_matched", "orders"),
    )
    return dict(zip(names, counts, strict=True))


def historic_lines(*, run_id: int, after: int = 0, limit: int = 20_000) -> tuple[HistoricLine, ...]:
    """This reads what an import sold and took back, by row; pass the last row on to go on."""
    found = _rows(
        """
        SELECT h.row, h.kind, h.amount_minor, h.currency, h.invoice, h.at, h.quantity, h.country,
               upper(h.code), l.variant_id, l.product_id, l.title, o.customer_id
        FROM orders_historyline h
        LEFT JOIN orders_historyarticle l ON l.run_id = h.run_id AND l.code = upper(h.code)
        LEFT JOIN orders_historyperson o ON o.run_id = h.run_id AND o.reference = h.customer
        WHERE h.run_id = %s AND h.row > %s ORDER BY h.row LIMIT %s
        """,
        [run_id, after, limit],
    )
    return tuple(
        HistoricLine(
            row=row,
            kind=kind,
            net=Money(minor, currency),
            invoice=invoice,
            at=at,
            quantity=quantity,
            country=country,
            sku=code,
            variant_id=variant_id,
            product_id=product_id,
            title=title or "",
            customer_id=customer_id,
        )
        for (
            row,
            kind,
            minor,
            currency,
            invoice,
            at,
            quantity,
            country,
            code,
            variant_id,
            product_id,
            title,
            customer_id,
        ) in found
    )


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def orders_of(channel: str) -> int:
    """This counts the orders that imports made in a channel."""
    [[found]] = _rows(
        """SELECT count(*) FROM orders_order o JOIN commerce_channel c ON c.id = o.channel_id
           WHERE c.code = %s AND o.source = 'history'""",
        [channel],
    )
    return int(found)
