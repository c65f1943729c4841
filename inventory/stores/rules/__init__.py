"""When a store is open, and where a town lies: decided without a database or a clock."""
