"""Shelves with a name of their own: a category with filters chosen by staff, as "Blue vases".

A landing page has an address, a heading and a summary in every language, and is what search engines find
in place of the category with the same filters.
"""
