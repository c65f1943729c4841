"""Template tags of bi."""
