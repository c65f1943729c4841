"""Right names of bi and the roles that hold them."""
