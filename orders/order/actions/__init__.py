"""Writes of the order book, one module per kind of use case."""
