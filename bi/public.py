"""Verbs of bi; no app calls them, commands do."""

from bi.marts import queries as marts


def verify() -> list[str]:
    """This compares the figures with what was announced and with the ledger, and words every difference."""
    return marts.faults()
