"""What is shown where: one publication per product and channel, and what is missing before it.

Staff publish, schedule and take down; the shop asks what is sold. A product with gaps never goes
live.
"""
