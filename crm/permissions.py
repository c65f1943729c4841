"""Right names of crm and the roles that hold them."""
