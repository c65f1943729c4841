"""Facts in rows of figures, and the few dimensions they are seen by.

Rows come from the outbox by statements that load one event or all of them: what a reaction adds and
what a rebuild finds are the same by construction. An imported past is read from the order book.
"""
