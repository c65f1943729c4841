"""The words of the demo company: home pages, and the pages the law and good service ask for.

Real, usable texts of our own in English and German; a shop that takes them over replaces the names.
"""
