"""The demo company's goods: 240 products of nine families, invented here and always the same.

Pure values: no Django, no database, no clock. `assortment.products()` is the whole list; `pictures`
holds what the studio made of it. Seeding and picture making both read this package.
"""
