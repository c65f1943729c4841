"""The shopper's bag: whose it is, what it says, and every change of it."""
