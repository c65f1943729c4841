"""A merchant brings years of invoices along. Who comes in: a file and a profile that says how to read it.

Who leaves: products, customers and completed orders with their original dates, in a channel of their
own, and one kept line for every line of the file that says what became of it. What never happens here:
a line silently dropped or kept, a posting to the ledger (that time is closed), a mail, a movement of stock.
"""
