"""Index of the tables of every room in orders."""
