"""Template tags of orders: what other pages show of bags and orders."""
