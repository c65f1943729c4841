"""Facts that payments announces."""
