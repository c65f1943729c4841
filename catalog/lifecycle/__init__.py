"""The end of a product's life, and what comes after it.

A retired product may name its successor; what its old address answers is decided per product: a page
that leads on, a lasting redirect, or "gone". What is still sold needs no farewell.
"""
