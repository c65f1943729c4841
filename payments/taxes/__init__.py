"""Value-added tax: which rate, of which country, and why.

Basket lines come in with a tax class; they leave with net, tax and gross that agree, and with the
reason they were taxed so. Rates are rows with dates; nothing here looks at a shopper's person.
"""
