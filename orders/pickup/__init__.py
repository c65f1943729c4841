"""Orders that are picked up in a store: expected, ready with a code, collected, or back on the shelf.

Checkout announces them here when it places such an order; staff get them ready and hand them over against the
code. Parcels, money and the order itself stay with their rooms: handing over is shipping and delivering at
once, so that revenue, cost and capture follow as they do for any parcel (capture at the counter, not before).
"""
