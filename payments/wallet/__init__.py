"""Cards that customers keep with our payment provider, to pay again without typing.

A card comes in when a customer with an account pays and ticks the box, or adds it without an order; it leaves when they delete it, when the
provider drops it, or with the person. The card itself lies at the provider: here is only its id there, whose it
is, and what the shopper knows it by. A kept card never pays unless its owner presses the button.
"""
