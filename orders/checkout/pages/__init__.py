"""The storefront's checkout: one page with one form, and the way back from the bank."""
