"""Facts that inventory announces."""
