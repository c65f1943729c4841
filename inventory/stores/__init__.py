"""Stores as shoppers know them: where they are, when they are open, what lies there, what may be picked up.

Whoever looks for a store, a page or a checkout, comes in; words, hours and offers leave. The shelf itself is
stock's, the address and the clock belong to the warehouse the store is.
"""
