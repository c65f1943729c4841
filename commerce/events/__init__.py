"""Facts: what happened, written in the same transaction, handled once by everyone who listens.

`publish` puts a fact into the outbox, the relay fans it out into one delivery per listener, and a
worker runs each delivery in a transaction of its own together with its receipt.
"""
