"""Decisions of the order book: what was agreed, and what may go back."""
