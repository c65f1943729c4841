"""Counting pairs anew."""

from datetime import datetime, timedelta

from django.db import connection

from commerce import db

LOOKED_AT = timedelta(days=365)
# A pair of one order is chance; a product needs no more companions than a row shows.
LEAST_ORDERS, MOST_COMPANIONS = 2, 12
_COUNT = """
INSERT INTO bi_pair (channel, product_id, other_id, orders)
SELECT channel, product_id, other_id, orders FROM (
    SELECT p.*, row_number() OVER (
        PARTITION BY channel, product_id ORDER BY orders DESC, other_id) AS place
    FROM (
        SELECT a.channel, a.product_id, b.product_id AS other_id,
               count(DISTINCT a.order_number) AS orders
        FROM bi_salefact a
        JOIN bi_salefact b ON b.order_number = a.order_number AND b.channel = a.channel
                          AND b.kind = 'placed' AND b.product_id <> a.product_id
        WHERE a.kind = 'placed' AND a.day >= %s AND a.product_id IS NOT NULL
        GROUP BY 1, 2, 3 HAVING count(DISTINCT a.order_number) >= %s
    ) p
) ranked WHERE place <= %s
"""


@db.transaction_required
def count_pairs(*, at: datetime) -> int:
    """This counts the pairs of the last year anew; returns how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bi_pair")
        cursor.execute(_COUNT, [(at - LOOKED_AT).date(), LEAST_ORDERS, MOST_COMPANIONS])
        return int(cursor.rowcount)
