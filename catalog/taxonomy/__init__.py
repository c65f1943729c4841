"""Where things belong: brands, and one tree of categories with words and slugs per language.

Merchandisers build the tree; products point into it. A slug that was ever public keeps leading to
its category, so nothing that was printed or bookmarked breaks. A branch never hangs below itself.
"""
