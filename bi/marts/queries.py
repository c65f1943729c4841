"""Do the figures agree with what was announced, with themselves, and with the ledger?"""

from django.db import connection

from payments import public as payments

# Goods and delivery that left the house, as the ledger's accounts name them.
REVENUE = ("4000", "4100")

_FAULTS = """
    SELECT format('DWH-3: order %s was announced as %s %s net, figures say %s', e.payload->>'number',
                  e.payload->'total_net'->>'minor', e.payload->'total_net'->>'currency', o.net_minor)
      FROM commerce_outboxevent e
      JOIN commerce_delivery d ON d.event_id = e.id AND d.listener = 'bi.marts.load_order' AND d.state = 'done'
      LEFT JOIN bi_orderfact o ON o.kind = 'placed' AND o.document = e.payload->>'number'
     WHERE e.name = 'orders.order_placed'
       AND o.net_minor IS DISTINCT FROM (e.payload->'total_net'->>'minor')::bigint
    UNION ALL
    SELECT format('DWH-3: %s %s has %s net without delivery, its lines add up to %s', o.kind, o.order_number,
                  o.net_minor - o.shipping_net_minor, COALESCE(s.net, 0))
      FROM bi_orderfact o
      LEFT JOIN (SELECT kind, order_number, day, sum(net_minor) AS net FROM bi_salefact
                  WHERE run_id IS NULL AND kind = 'placed' GROUP BY kind, order_number, day) s
        ON s.kind = o.kind AND s.order_number = o.order_number
     WHERE o.run_id IS NULL AND o.kind = 'placed' AND o.lines > 0
       AND o.net_minor - o.shipping_net_minor <> COALESCE(s.net, 0)
    UNION ALL
    SELECT format('DWH-3: %s %s: %s net and %s tax are not %s', kind, order_number, net_minor, tax_minor, gross_minor)
      FROM bi_orderfact WHERE run_id IS NULL AND net_minor + tax_minor <> gross_minor
"""


def faults() -> list[str]:
    """This words every difference: announced against figures, orders against lines, shipped against ledger."""
    with connection.cursor() as cursor:
        cursor.execute(_FAULTS)
        found = [str(text) for (text,) in cursor.fetchall()]
    return [*found, *_ledger_faults()]


def _ledger_faults() -> list[str]:
    if _something_waits():
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT currency, sum(net_minor)::bigint FROM bi_orderfact WHERE kind = 'shipped' GROUP BY 1"
        )
        shipped = dict(cursor.fetchall())
    booked: dict[str, int] = {}
    for account in payments.trial_balance():
        if account.code in REVENUE:
            money = account.balance
            booked[money.currency] = booked.get(money.currency, 0) - money.minor
    return [
        f"DWH-3: the ledger has earned {booked.get(currency, 0)} {currency}, figures say {shipped.get(currency, 0)}"
        for currency in sorted({*shipped, *booked})
        if shipped.get(currency, 0) != booked.get(currency, 0)
    ]


def _something_waits() -> bool:
    # Ledger and figures hear of a shipment at different moments; only when both have is there an answer.
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (
                 SELECT 1 FROM commerce_outboxevent e
                   LEFT JOIN commerce_delivery d ON d.event_id = e.id AND d.state IN ('waiting', 'parked')
                  WHERE e.name = 'orders.fulfillment_shipped'
                    AND (e.dispatched_at IS NULL OR d.id IS NOT NULL))"""
        )
        return bool(cursor.fetchone()[0])
