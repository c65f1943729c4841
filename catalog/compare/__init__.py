"""Two to four products side by side: which they are says the address, so that anybody can be shown the same.

A cookie remembers what was picked on the way; nothing else is stored, and nobody's name is.
"""
