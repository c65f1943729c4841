"""Index of the reactions of every room in payments."""

from payments.collecting import reactions as collecting
from payments.ledger import reactions as ledger
from payments.refunds import reactions as refunds

__all__ = ["collecting", "ledger", "refunds"]
