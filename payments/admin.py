"""Index of the staff screens of every room in payments."""

from django.utils.translation import gettext_lazy as _

from commerce.staff import duties
from commerce.staff.duties import Duty
from payments.collecting import admin as collecting
from payments.gateways import admin as gateways
from payments.ledger import admin as ledger
from payments.refunds import admin as refunds
from payments.refunds.models import Refund
from payments.taxes import admin as taxes
from payments.wallet import admin as wallet

__all__ = ["collecting", "gateways", "ledger", "refunds", "taxes", "wallet"]

duties.wait(
    Duty(
        title=_("Refunds that failed"),
        model="payments.Refund",
        query="state__exact=failed",
        rows=lambda: Refund.objects.filter(state="failed"),
        urgent=True,
    ),
)
