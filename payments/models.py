"""Index of the tables of every room in payments."""

from payments.collecting.models import Attempt, Capture, Payment, PaymentEvent
from payments.gateways.models import Inbound
from payments.ledger.models import Account, JournalEntry, JournalLine, OpenItem
from payments.refunds.models import Refund
from payments.taxes.models import TaxClass, TaxRate
from payments.wallet.models import SavedCard, Wallet

__all__ = [
    "Account",
    "Attempt",
    "Capture",
    "Inbound",
    "JournalEntry",
    "JournalLine",
    "OpenItem",
    "Payment",
    "PaymentEvent",
    "Refund",
    "SavedCard",
    "TaxClass",
    "TaxRate",
    "Wallet",
]
