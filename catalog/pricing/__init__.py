"""What a variant costs: price lists per channel, prices with schedule, tiers and groups, and history.

Buyers of the house keep the lists; the journal of price changes is append-only, so that a reduction
can name the lowest price of the thirty days before it. Nothing here knows carts.
"""
