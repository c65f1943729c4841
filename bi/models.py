"""Index of the tables of every room in bi."""

from bi.dashboards.models import Board
from bi.marts.models import (
    CustomerDim,
    DateDim,
    MergedCustomer,
    OrderFact,
    PaymentFact,
    ProductDim,
    SaleFact,
)
from bi.pairs.models import Pair
from bi.tracking.models import Visit, VisitEvent

__all__ = [
    "Board",
    "CustomerDim",
    "DateDim",
    "MergedCustomer",
    "OrderFact",
    "Pair",
    "PaymentFact",
    "ProductDim",
    "SaleFact",
    "Visit",
    "VisitEvent",
]
