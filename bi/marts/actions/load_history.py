"""A merchant's past becomes figures, page by page, by COPY."""

from zoneinfo import ZoneInfo

from django.db import connection

from bi.marts import rules
from bi.marts.actions import load, statements
from bi.marts.models import OrderFact, SaleFact
from commerce import db
from commerce.channels import queries as channels
from orders import public as orders
from orders.contracts import HistoricLine

_COPY = """
    COPY bi_salefact (kind, document, at, day, channel, currency, order_number, customer_id, country,
        sku, product_id, variant_id, title, category, quantity, net_minor, tax_minor, gross_minor, run_id)
    FROM STDIN
"""


@db.transaction_required
def load_history(*, run_id: int, channel: str) -> int:
    """This loads every line of an import in the place of what was loaded of it; returns how many."""
    load.take_the_time()
    SaleFact.objects.filter(run_id=run_id).delete()
    OrderFact.objects.filter(run_id=run_id).delete()
    zone = ZoneInfo(channels.get_channel(channel).time_zone)
    many = after = 0
    while page := orders.historic_lines(run_id=run_id, after=after):
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for line in page:
                copy.write_row(_row(line, run_id=run_id, channel=channel, zone=zone))
        many += len(page)
        after = page[-1].row
    load.execute(statements.HISTORIC_CUSTOMERS, run=run_id)
    load.execute(statements.HISTORIC_ORDERS, run=run_id)
    load.load_dimensions(order=None)
    return many


def _row(line: HistoricLine, *, run_id: int, channel: str, zone: ZoneInfo) -> tuple[object, ...]:
    goods = rules.is_goods(line.kind)
    return (
        *(rules.kind_of(line.kind), f"h{run_id}:{line.row}", line.at),
        *(line.at.astimezone(zone).date(), channel, line.net.currency, line.invoice),
        *(line.customer_id, line.country, line.sku if goods else "", line.product_id),
        *(line.variant_id, line.title[:300], "", line.quantity if goods else 0),
        *(line.net.minor, 0, line.net.minor, run_id),
    )
