"""From a cart to an agreement: who, where to, how delivered, how paid, and one sum that both sides saw.

The shopper confirms a quote by its hash; goods and money are pencilled in with that very quote, in one
transaction. The order is placed once the money is promised, by whoever learns of it first: the return
page, the provider's message, a retry, the schedule. What is charged is never anything but the quote.
"""
