"""How products are found: a read model with one row per channel, language and product.

Lists, facets, full text, suggestions and product pages read it and nothing else. Facts mark rows as
stale, a set-based refresh writes them anew, and a rebuild gives exactly the same rows.
"""
