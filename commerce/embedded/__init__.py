"""Servers that come with the checkout: PostgreSQL and Valkey out of their wheels, for demo, tests and bench.

Whoever starts a demo or a test run comes in with a state folder and leaves with two addresses (DATABASE_URL,
REDIS_URL). Nothing here listens on the network, nothing needs a system package, and nothing outlives the process
that started it. Real servers never come here: they set the two addresses themselves.
"""
