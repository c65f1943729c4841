"""Facts that orders announces."""
