"""Goods set aside: held for a checkout until a deadline, then firm for an order, then gone or free again.

Every change of a promise is one conditional statement over levels locked in key order, so of two
buyers of the last piece exactly one wins, and nobody waits in a circle.
"""
