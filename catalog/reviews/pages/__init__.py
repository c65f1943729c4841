"""Doors of reviews: reading them, writing one, saying that one helped, reporting one."""
