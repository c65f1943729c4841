"""Index of the reactions of every room in payments."""

from payments.collecting import reactions as collecting
from payments.ledger import reactions as ledger
from payments.refunds import reactions as refunds
from payments.taxes import reactions as taxes
from payments.wallet import reactions as wallet

__all__ = ["collecting", "ledger", "refunds", "taxes", "wallet"]
