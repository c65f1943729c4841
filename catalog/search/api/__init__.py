"""Products, search and suggestions over HTTP: finished bytes for reads."""
