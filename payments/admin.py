"""Index of the staff screens of every room in payments."""

from payments.collecting import admin as collecting
from payments.gateways import admin as gateways
from payments.ledger import admin as ledger
from payments.refunds import admin as refunds
from payments.taxes import admin as taxes

__all__ = ["collecting", "gateways", "ledger", "refunds", "taxes"]
