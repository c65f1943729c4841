"""What lies where: append-only movements, and one level per variant and warehouse that they add up to.

Receiving, correcting, transferring and issuing all write movements; the database applies them to the
level in the same statement, so the sum can never differ. Promises (held, allocated) are set by the
reservations room. Nobody edits a level by hand.
"""
