"""Counting pairs anew."""

from datetime import datetime, timedelta

from django.db import connection

from commerce import db

LOOKED_AT = timedelta(days=365)
# A pair of one order is chance; a product needs no more companions than a row shows.
LEAST_ORDERS, MOST_COMPANIONS = 2, 12
# Whoever fills a shelf buys everything together; pairs of large baskets grow by the square and say nothing.
LARGEST_BASKET = 40
_COUNT = """
INSERT INTO bi_pair (channel, product_id, other_id, orders)
WITH bought AS (
    SELECT DISTINCT channel, order_number, product_id FROM bi_salefact
    WHERE kind = 'placed' AND day >= %s AND product_id IS NOT NULL
), sized AS (
    SELECT *, count(*) OVER (PARTITION BY channel, order_number) AS articles FROM bought
), baskets AS MATERIALIZED (
    SELECT channel, order_number, product_id FROM sized WHERE articles BETWEEN 2 AND %s
)
SELECT channel, product_id, other_id, orders FROM (
    SELECT p.*, row_number() OVER (
        PARTITION BY channel, product_id ORDER BY orders DESC, other_id) AS place
    FROM (
        SELECT a.channel, a.product_id, b.product_id AS other_id, count(*) AS orders
        FROM baskets a
        JOIN baskets b ON b.channel = a.channel AND b.order_number = a.order_number
                      AND b.product_id <> a.product_id
        GROUP BY 1, 2, 3 HAVING count(*) >= %s
    ) p
) ranked WHERE place <= %s
"""


@db.transaction_required
def count_pairs(*, at: datetime) -> int:
    """This counts the pairs of the last year anew; returns how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bi_pair")
        cursor.execute(
            _COUNT, [(at - LOOKED_AT).date(), LARGEST_BASKET, LEAST_ORDERS, MOST_COMPANIONS]
        )
        return int(cursor.rowcount)
