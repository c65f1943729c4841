"""What a shopper means to buy: a bag of variants, one line each, with a version that grows with every change.

Guests come in with a signed cookie, customers with their account, partners with a public id; at sign-in
two carts become one. Looking at a cart never writes. An ordered cart is closed for good, and one that
nobody has touched for thirty days is forgotten.
"""
