"""A shopper takes back the contract, by order number and e-mail address, without saying why.

The declaration is written down at once, confirmed by mail, and stands in the order's timeline for the
desk. It moves neither goods nor money: what follows is for the desk to do.
"""
