"""What sells well: counted at night from the figures of orders, told to the catalog, which sorts by it."""
