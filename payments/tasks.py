"""Index of the background tasks of every room in payments."""

from payments.collecting import tasks as collecting
from payments.refunds import tasks as refunds
from payments.wallet import tasks as wallet

__all__ = ["collecting", "refunds", "wallet"]
