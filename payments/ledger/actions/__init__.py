"""Writes of the books: live postings one by one, and what is over in bulk."""

from payments.ledger.actions.past import book_past, post_many
from payments.ledger.actions.posting import (
    Document,
    NotBooked,
    known,
    post,
    post_costs,
    post_for_order,
    reverse,
    reverse_refund,
    seed_accounts,
)

__all__ = [
    "Document",
    "NotBooked",
    "book_past",
    "known",
    "post",
    "post_costs",
    "post_for_order",
    "post_many",
    "reverse",
    "reverse_refund",
    "seed_accounts",
]
