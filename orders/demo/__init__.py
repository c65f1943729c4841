"""Two years of the demo company's trade: who ordered what and when, and what became of it.

`trade` invents it by its own dice; `ledgers` turns an invented order into the rows of the order book;
`past` writes everything through the doors of the apps below, in bulk. What never happens here: a mail,
a call to a provider, a fact announced for something that is over.
"""
