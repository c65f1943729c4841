"""Ranking products by who bought them lately."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from catalog import public as catalog
from commerce import db

LOOKED_AT = timedelta(days=182)
# An order counts half as much after a month: what is liked now comes before what once was.
HALVED_IN_DAYS = 30
# Steps of about a tenth, so that a night does not write every listing anew for an order that grew a day older.
STEPS = 8
# Orders, not pieces: one who fills a shelf is one who likes it.
_SCORES = """
SELECT product_id, floor(%(steps)s * log(2, 1 + sum(power(0.5, (%(today)s - day) / %(half)s::numeric))))::integer
FROM (
    SELECT product_id, order_number, max(day) FILTER (WHERE kind = 'placed') AS day
    FROM bi_salefact
    WHERE kind IN ('placed', 'canceled') AND day >= %(since)s AND product_id IS NOT NULL
    GROUP BY channel, product_id, order_number HAVING sum(quantity) > 0
) bought WHERE day IS NOT NULL GROUP BY product_id
"""


@db.transaction_required
def rank(*, at: datetime) -> tuple[int, ...]:
    """This tells the catalog how popular products are; returns the ids of those that rose or fell."""
    return catalog.rank_products(scores=_scores(at.date()), at=at)


def _scores(today: date) -> dict[int, int]:
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "today": today,
            "since": today - LOOKED_AT,
            "half": HALVED_IN_DAYS,
            "steps": STEPS,
        }
        cursor.execute(_SCORES, values)
        return dict(cursor.fetchall())
