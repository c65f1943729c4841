"""How goods leave: delivery methods and what they cost, parcels, labels, tracking.

A parcel is planned, gets its label from a carrier outside of any transaction, is dispatched (which
issues the stock) and delivered. Orders decide what goes into it; this room never prices an order.
"""
