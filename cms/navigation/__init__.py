"""Menus: short lists of links, per channel and place, in the words of each language.

A line that leads to a page which is not live is left out, so that no menu ever leads nowhere.
"""
