"""Index of the background tasks of every room in catalog."""
