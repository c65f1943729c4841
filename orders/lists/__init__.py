"""What a shopper keeps for another day: named lists of goods, and what was taken out of the bag for later.

Guests come in with a signed cookie, customers with their account; at sign-in the guest's lists become theirs.
A list can be shown to others by a secret link, and its owner may be told, once per event, when something on
it gets cheaper or comes back. Nothing here promises stock or price: that is the bag's and the checkout's.
"""
