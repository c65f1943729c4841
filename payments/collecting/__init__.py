"""Money owed becomes money taken.

A payment is opened for one checkout, shown to the shopper, authorized by a bank, attached to the
order it pays for, and captured once, at once or parcel by parcel. What providers say only moves it
forward. Money for which there is no order is let go; nothing is ever taken twice.
"""
