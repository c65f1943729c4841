"""One client per provider behind one port; keys and timeouts are handed in."""
