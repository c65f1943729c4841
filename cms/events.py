"""Facts that cms announces."""
