"""Facts that bi announces."""
