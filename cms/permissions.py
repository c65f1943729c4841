"""Right names of cms and the roles that hold them."""
