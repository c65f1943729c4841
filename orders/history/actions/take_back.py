"""Cancellations of the past find the sales they took back; what finds none stays a kept line."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from commerce import db, ids
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from orders.history.models import ImportRun
from orders.history.rules import CANCELLED, GOODS, Profile
from orders.order.models import OrderRefund


@db.transaction_required
def take_over_returns(*, run: ImportRun, profile: Profile, by: Actor, at: datetime) -> int:
    """This matches cancelled pieces with sold ones of the same customer and article; counts matches.

    A cancellation takes back what was sold before it and not taken back yet, the latest sale first.
    Orders then count the pieces and what was credited for them, up to what they had cost.
    """
    channel = channels.get_channel(profile.channel)
    with connection.cursor() as cursor:
        cursor.execute(
            _MATCH,
            {
                "run": run.pk,
                "prefix": f"{channel.order_prefix}-",
                "goods": list(GOODS),
                "cancelled": CANCELLED,
            },
        )
        made = cursor.rowcount
        cursor.execute(_PIECES, [run.pk])
    _refund(run, by=by)
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"run": run.pk, "at": at})
        cursor.execute(_TIMELINE, {"key": f"history:{run.pk}:%", "by": str(by)})
    return int(made)


def _refund(run: ImportRun, *, by: Actor) -> None:
    """One refund per order and credit note, as of the moment of the credit note."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUNDS, [run.pk])
        found = cursor.fetchall()
    OrderRefund.objects.bulk_create(
        [_row(values, key=f"history:{run.pk}:{values[1]}:{values[0]}", by=by) for values in found],
        batch_size=1000,
    )


def _row(values: Any, *, key: str, by: Actor) -> OrderRefund:
    order_id, invoice, currency, at, amount, lines = values
    return OrderRefund(
        order_id=order_id,
        public_id=ids.new("orf"),
        key=key,
        state="issued",
        lines=json.loads(lines),
        currency=currency,
        net_minor=amount,
        tax_minor=0,
        total_minor=amount,
        reason=f"Credit note {invoice}",
        by=str(by),
        requested_at=at,
        issued_at=at,
    )


# Sales and cancellations of one customer and article, in their order, are pushes to and pops from a
# pile: `height` is the pile after each, never below zero (what would go below has no sale). Each event
# covers a range of heights; cut at every boundary, pushes and pops of one range alternate, so the sale
# of a cancelled range is the event just before it. Money: the share of the credit for the matched
# pieces, never more than these pieces had cost; shares are cut cumulatively, so that they add up.
_MATCH = """
    WITH wanted AS (
        SELECT DISTINCT customer, upper(code) AS code FROM orders_historyline
         WHERE run_id = %(run)s AND kind = %(cancelled)s AND customer <> '' AND quantity < 0
    ), sold AS (
        SELECT row, invoice, upper(code) AS code, customer, at, quantity, amount_minor,
               row_number() OVER (PARTITION BY invoice ORDER BY row) AS position
          FROM orders_historyline WHERE run_id = %(run)s AND kind = ANY(%(goods)s)
    ), events AS (
        SELECT customer, code, row, at, s.quantity::bigint AS pieces, s.amount_minor AS money, l.id AS line_id
          FROM sold s JOIN wanted USING (customer, code)
          JOIN orders_order o ON o.number = %(prefix)s || s.invoice
          JOIN orders_orderline l ON l.order_id = o.id AND l.position = s.position
         UNION ALL
        SELECT h.customer, w.code, h.row, h.at, h.quantity, -h.amount_minor, NULL
          FROM orders_historyline h
          JOIN wanted w ON w.customer = h.customer AND w.code = upper(h.code)
         WHERE h.run_id = %(run)s AND h.kind = %(cancelled)s AND h.quantity < 0 AND h.amount_minor <= 0
    ), running AS (
        SELECT *, sum(pieces) OVER pile AS total FROM events
        WINDOW pile AS (PARTITION BY customer, code ORDER BY at, row)
    ), heights AS (
        SELECT *, total - LEAST(0, min(total) OVER pile) AS height FROM running
        WINDOW pile AS (PARTITION BY customer, code ORDER BY at, row)
    ), moves AS (
        SELECT *, COALESCE(lag(height) OVER pile, 0) AS before FROM heights
        WINDOW pile AS (PARTITION BY customer, code ORDER BY at, row)
    ), cuts AS (
        SELECT customer, code, height AS low FROM moves UNION SELECT customer, code, before FROM moves
    ), ranges AS (
        SELECT *, lead(low) OVER (PARTITION BY customer, code ORDER BY low) AS high FROM cuts
    ), alternating AS (
        SELECT m.row, m.line_id, r.high - r.low AS pieces, lag(m.row) OVER turn AS sold_row,
               lag(m.line_id) OVER turn AS sold_line
          FROM ranges r
          JOIN moves m ON m.customer = r.customer AND m.code = r.code
           AND LEAST(m.height, m.before) <= r.low AND GREATEST(m.height, m.before) >= r.high
        WINDOW turn AS (PARTITION BY r.customer, r.code, r.low ORDER BY m.at, m.row)
    ), pairs AS (
        SELECT row, sold_row, sold_line, sum(pieces)::bigint AS pieces
          FROM alternating WHERE line_id IS NULL AND sold_line IS NOT NULL GROUP BY 1, 2, 3
    ), shares AS (
        SELECT p.*, c.money AS credit, -c.pieces AS of_credit, s.money AS paid, s.pieces AS of_paid,
               sum(p.pieces) OVER (PARTITION BY p.row ORDER BY p.sold_row DESC)::bigint AS credited,
               sum(p.pieces) OVER (PARTITION BY p.sold_row ORDER BY p.row)::bigint AS taken
          FROM pairs p JOIN events c ON c.row = p.row JOIN events s ON s.row = p.sold_row
    )
    INSERT INTO orders_historyreturn (run_id, row, order_line_id, quantity, amount_minor)
    SELECT %(run)s, row, sold_line, pieces, LEAST(
               (2 * credit * credited + of_credit) / (2 * of_credit)
               - (2 * credit * (credited - pieces) + of_credit) / (2 * of_credit),
               (2 * paid * taken + of_paid) / (2 * of_paid)
               - (2 * paid * (taken - pieces) + of_paid) / (2 * of_paid))
      FROM shares ORDER BY row, sold_row
"""
_PIECES = """
    UPDATE orders_orderline l SET quantity_refunded = l.quantity_refunded + r.pieces
      FROM (SELECT order_line_id, sum(quantity) AS pieces FROM orders_historyreturn
             WHERE run_id = %s GROUP BY 1) AS r
     WHERE l.id = r.order_line_id
"""
_REFUNDS = """
    SELECT l.order_id, h.invoice, h.currency, min(h.at), sum(r.amount_minor)::bigint,
           jsonb_agg(jsonb_build_object('line_id', l.id, 'quantity', r.quantity, 'net', r.amount_minor,
                                        'tax', 0, 'gross', r.amount_minor) ORDER BY r.row, l.position)
      FROM orders_historyreturn r
      JOIN orders_historyline h ON h.run_id = r.run_id AND h.row = r.row
      JOIN orders_orderline l ON l.id = r.order_line_id
     WHERE r.run_id = %s
     GROUP BY l.order_id, h.invoice, h.currency HAVING sum(r.amount_minor) > 0
     ORDER BY min(h.at), h.invoice, l.order_id
"""
_SUMS = """
    UPDATE orders_order o SET refunded_minor = o.refunded_minor + r.amount, updated_at = %(at)s
      FROM (SELECT l.order_id, sum(t.amount_minor) AS amount
              FROM orders_historyreturn t JOIN orders_orderline l ON l.id = t.order_line_id
             WHERE t.run_id = %(run)s GROUP BY 1) AS r
     WHERE o.id = r.order_id
"""
_TIMELINE = """
    INSERT INTO orders_orderevent (order_id, at, by, kind, data)
    SELECT order_id, issued_at, %(by)s, 'refunded',
           jsonb_build_object('amount', total_minor, 'refund', public_id, 'reason', reason)
      FROM orders_orderrefund WHERE key LIKE %(key)s ORDER BY id
"""
