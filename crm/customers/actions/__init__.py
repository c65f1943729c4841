"""Use cases: becoming a customer, keeping addresses, turning out to be one person, being erased."""
