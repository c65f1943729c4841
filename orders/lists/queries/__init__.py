"""Reads of lists: what is kept, and what a letter about it says."""
