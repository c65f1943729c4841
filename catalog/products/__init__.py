"""Products and their variants: words, values, pictures, numbers on the label.

A product is what a shopper looks at, a variant is what lies in the box. SKUs are ours and unique,
GTINs are checked. Prices and publication are other rooms' business.
"""
