"""Writes of kept cards: what owners and staff do, and the walks to the provider."""
