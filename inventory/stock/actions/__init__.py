"""Changing stock: promises by one conditional statement, pieces by movements."""

from inventory.stock.actions.change_promises import Change, Overtaken, change_promises
from inventory.stock.actions.correct import Transfer, adjust, transfer
from inventory.stock.actions.issue import Piece, announce_restock, issue, restock
from inventory.stock.actions.limits import set_limits
from inventory.stock.actions.receive import receive, receive_many

__all__ = [
    "Change",
    "Overtaken",
    "Piece",
    "Transfer",
    "adjust",
    "announce_restock",
    "change_promises",
    "issue",
    "receive",
    "receive_many",
    "restock",
    "set_limits",
    "transfer",
]
