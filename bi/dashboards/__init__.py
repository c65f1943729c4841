"""Figures to look at: a board with charts, cards and tables, kept under a name, taken away as files.

Everything is drawn on the server and readable without a picture: each chart is also a table.
"""
