"""Writes of lists: what is kept, moved to the bag and back, told, and forgotten."""
