"""What can be said about a product: typed attributes, their options, and families that ask for them.

A family names which attributes its products carry, which of them tell variants apart, and which a
channel demands before it shows the product. Values live on products and variants, never here.
"""
