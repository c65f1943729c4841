"""Doors of lists: hearts, the lists themselves, what is shown to others, and the way to the bag."""
