"""Commands of bi."""
