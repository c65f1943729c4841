"""All figures are made anew from what was announced, in one transaction that readers do not notice."""

from bi.marts.actions import load
from bi.marts.actions.load_history import load_history
from bi.marts.models import (
    CustomerDim,
    DateDim,
    MergedCustomer,
    OrderFact,
    PaymentFact,
    ProductDim,
    SaleFact,
)
from commerce import db
from commerce.events.models import OutboxEvent

_TABLES = (SaleFact, OrderFact, PaymentFact, DateDim, ProductDim, CustomerDim, MergedCustomer)


@db.transaction_required
def rebuild() -> dict[str, int]:
    """This empties the marts and loads every event again; returns how many rows each table has.

    Reactions wait meanwhile and then find their rows there already.
    """
    load.take_the_time()
    load.execute("LOCK TABLE bi_salefact, bi_orderfact, bi_paymentfact IN SHARE ROW EXCLUSIVE MODE")
    for table in _TABLES:
        table._default_manager.all().delete()
    _load_merges()
    load.load_placed(only=None)
    for name in load.LATER:
        load.load_later(name, only=None)
    for name in load.MONEY:
        load.load_money(name, only=None)
    load.load_dimensions(order=None)
    _load_pasts()
    return {table._meta.model_name or "": table._default_manager.count() for table in _TABLES}


def _load_merges() -> None:
    merged = OutboxEvent.objects.filter(name="crm.customer_merged").order_by("id")
    for payload in merged.values_list("payload", flat=True):
        load.remember_merge(from_id=payload["from_id"], into_id=payload["into_id"])


def _load_pasts() -> None:
    imported = OutboxEvent.objects.filter(name="orders.history_imported").order_by("id")
    for payload in imported.values_list("payload", flat=True):
        load_history(run_id=payload["run_id"], channel=payload["channel"])
