"""Money as integer minor units: amounts, prices, taxed amounts, and sums that always add up.

Nothing here touches a float, and no amount of one currency ever meets another's.
"""

from commerce.money.amounts import CurrencyMismatch, Money, Price, Taxed
from commerce.money.currencies import digits, is_currency

__all__ = ["CurrencyMismatch", "Money", "Price", "Taxed", "digits", "is_currency"]
