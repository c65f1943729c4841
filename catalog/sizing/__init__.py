"""Size guides: what a size measures, on the body or on the goods, and how to measure it.

Staff keep a guide as a table and give it to a family, a category or a product; the nearest one holds. Lengths may
also come from the goods' own attributes, so that nobody types them twice. Cm and inches both are told.
"""
