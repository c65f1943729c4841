"""What shoppers ask about goods, and what we answer.

A question shows on the product's page once staff have answered it. Whoever left an address gets one mail with
the answer, and then the address goes.
"""
