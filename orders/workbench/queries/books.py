"""Whether the order book agrees with itself, with fulfillment and with payments."""

from django.db import connection

from orders.order.models import Order
from payments import public as payments
from payments.contracts import PaymentInfo

BATCH = 2000


def faults() -> list[str]:
    """This checks the order book and words every difference; an empty list is good news.

    Totals are lines plus delivery (invariant 16), money agrees with payments (6), what shipped agrees
    with fulfillment and nothing canceled did (19), one order per checkout (4 of the trade's list).
    """
    with connection.cursor() as cursor:
        cursor.execute(_FAULTS)
        found = [str(text) for (text,) in cursor.fetchall()]
    return found + _money_faults()


def _money_faults() -> list[str]:
    found: list[str] = []
    last = 0
    while True:
        rows = list(
            Order.objects.filter(pk__gt=last, payment_id__isnull=False).order_by("pk")[:BATCH]
        )
        if not rows:
            return found
        last = rows[-1].pk
        known = {
            payment.payment_id: payment
            for payment in payments.payments_of(order_numbers=[row.number for row in rows])
        }
        for row in rows:
            found += _of_order(row, known.get(row.payment_id or 0))


def _of_order(row: Order, payment: PaymentInfo | None) -> list[str]:
    if payment is None:
        return [f"invariant 6: the payment of order {row.number} is not known to payments"]
    found = []
    if payment.owed != row.total or payment.amount != row.total + row.canceled:
        found.append(f"invariant 6: order {row.number} costs {row.total}, owed is {payment.owed}")
    if payment.captured != row.captured:
        found.append(
            f"invariant 6: order {row.number} counts {row.captured} taken, payments {payment.captured}"
        )
    if payment.refunded != row.refunded:
        found.append(
            f"invariant 5: order {row.number} counts {row.refunded} back, payments {payment.refunded}"
        )
    return found


_FAULTS = """
    WITH lines AS (
        SELECT order_id, sum(net_minor) AS net, sum(tax_minor) AS tax, sum(quantity) AS quantity,
               sum(quantity_shipped) AS shipped,
               sum(canceled_net_minor + canceled_tax_minor) AS canceled
          FROM orders_orderline GROUP BY 1
    ), canceled AS (
        SELECT order_id, sum(net_minor + tax_minor) AS gross
          FROM orders_cancellation WHERE NOT whole GROUP BY 1
    ), sent AS (
        SELECT f.order_id, sum(l.quantity) AS shipped,
               COALESCE(sum(l.quantity) FILTER (WHERE f.state = 'delivered'), 0) AS delivered
          FROM orders_fulfillment f JOIN orders_fulfillmentline l ON l.fulfillment_id = f.id
         WHERE f.state IN ('shipped', 'delivered') GROUP BY 1
    ), refunds AS (
        SELECT order_id, sum(total_minor) AS total, sum(tax_minor) AS tax
          FROM orders_orderrefund WHERE state = 'issued' GROUP BY 1
    )
    SELECT format('invariant 16: order %s says %s net and %s tax, its parts add up to %s and %s',
                  o.number, o.net_minor, o.tax_minor, COALESCE(l.net, 0) + o.shipping_net_minor,
                  COALESCE(l.tax, 0) + o.shipping_tax_minor)
      FROM orders_order o LEFT JOIN lines l ON l.order_id = o.id
     WHERE o.net_minor <> COALESCE(l.net, 0) + o.shipping_net_minor
        OR o.tax_minor <> COALESCE(l.tax, 0) + o.shipping_tax_minor
    UNION ALL
    SELECT format('invariant 9: order %s has %s pieces, %s shipped; its lines say %s and %s',
                  o.number, o.quantity, o.quantity_shipped, l.quantity, l.shipped)
      FROM orders_order o JOIN lines l ON l.order_id = o.id
     WHERE o.quantity <> l.quantity OR o.quantity_shipped <> l.shipped
    UNION ALL
    SELECT format('invariant 16: order %s counts %s canceled, its lines %s and its cancellations %s',
                  o.number, o.canceled_minor, l.canceled, COALESCE(c.gross, 0))
      FROM orders_order o JOIN lines l ON l.order_id = o.id LEFT JOIN canceled c ON c.order_id = o.id
     WHERE o.canceled_minor <> l.canceled OR o.canceled_minor <> COALESCE(c.gross, 0)
    UNION ALL
    SELECT format('invariant 19: order %s has %s pieces shipped and %s delivered, its parcels say %s and %s',
                  o.number, o.quantity_shipped, o.quantity_delivered, s.shipped, s.delivered)
      FROM orders_order o JOIN sent s ON s.order_id = o.id
     WHERE o.quantity_shipped <> s.shipped OR o.quantity_delivered <> s.delivered
    UNION ALL
    SELECT format('invariant 19: order %s is canceled but its parcel %s is %s', o.number, f.public_id, f.state)
      FROM orders_order o JOIN orders_fulfillment f ON f.order_id = o.id
     WHERE o.state = 'canceled' AND f.state IN ('shipped', 'delivered')
    UNION ALL
    SELECT format('invariant 5: order %s counts %s back (%s tax), its refunds add up to %s (%s)',
                  o.number, o.refunded_minor, o.refunded_tax_minor, COALESCE(r.total, 0), COALESCE(r.tax, 0))
      FROM orders_order o LEFT JOIN refunds r ON r.order_id = o.id
     WHERE o.payment_id IS NOT NULL
       AND (o.refunded_minor <> COALESCE(r.total, 0) OR o.refunded_tax_minor <> COALESCE(r.tax, 0))
    UNION ALL
    SELECT format('invariant 6: checkout %s became order %s, which knows checkout %s',
                  c.public_id, o.number, o.checkout_reference)
      FROM orders_checkout c JOIN orders_order o ON o.id = c.order_id
     WHERE o.checkout_reference <> c.public_id
    UNION ALL
    SELECT format('invariant 6: cart %s is ordered, its checkout %s is %s', t.public_id, c.public_id, c.state)
      FROM orders_cart t LEFT JOIN orders_checkout c ON c.cart_id = t.id
     WHERE (t.state = 'ordered') <> COALESCE(c.state = 'placed', false)
"""
