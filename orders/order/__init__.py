"""The order book: what was agreed, frozen; what has happened to it since, in order.

Checkout writes an order, fulfillment reports what left and arrived, payments reports what was taken and
given back. Staff hold, annotate, cancel and refund it; shoppers follow it by account or by secret link.
Nothing agreed is ever rewritten, and a canceled order never ships.
"""
