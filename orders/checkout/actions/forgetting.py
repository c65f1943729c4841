"""Cutting a person out of checkouts that became orders: what is needed of them stands in the order."""

from commerce import db
from orders.checkout.models import Checkout


@db.transaction_required
def forget_customer(*, customer_id: int) -> None:
    """This takes address, note and whoever collects out of an erased person's placed checkouts."""
    Checkout.objects.filter(state="placed", order__customer_id=customer_id).update(
        email="", ship_to={}, bill_to={}, collector="", note="", vat_id="", visitor=""
    )
