"""Writes of imports: the whole run, its lines, and what is made of them."""
