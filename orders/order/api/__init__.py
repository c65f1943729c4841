"""Partners follow their orders.

A key sees the orders it placed; with the scope `orders:channel` every order of its channel. No other
order exists for it: reading, canceling or refunding one answers 404.
"""
