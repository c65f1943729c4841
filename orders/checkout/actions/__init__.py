"""Writes of checkouts: filling in, confirming a quote, placing the order."""
