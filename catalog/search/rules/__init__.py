"""How words are compared, how a product is told, and how a search is read."""
