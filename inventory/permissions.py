"""Right names of inventory and the roles that hold them."""
