"""Right names of payments and the roles that hold them."""
