"""Decisions about blocks: their kinds, whether they are well-formed, what text may contain."""
