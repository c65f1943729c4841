"""Right names of catalog and the roles that hold them."""
