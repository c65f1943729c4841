"""Template tags of catalog."""
