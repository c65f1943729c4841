"""Deciding where goods come from, without a database: how far, in which order, and what to pick."""
