"""A part of an order falls away before it leaves: an article, or some of its pieces.

Shoppers come while nobody has begun to pick them, staff and partners until they are packed. The pieces are
free again, the order's sums shrink, what is promised is taken for less and what was taken goes back, all at
once. The last pieces of an order fall away with the order itself; what has left comes back as a return.
"""
