"""Facts that catalog announces."""
