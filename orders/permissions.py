"""Right names of orders and the roles that hold them."""
