"""Writes of reviews: writing, deciding, voices of visitors, what was bought, forgetting people."""
