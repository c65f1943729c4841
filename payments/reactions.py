"""Index of the reactions to facts of every room in payments."""
