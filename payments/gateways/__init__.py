"""The doors to whoever moves the money: a card provider, an invoice on account, a bank transfer.

Rooms above speak to one port and never to a provider. What providers tell us by webhook is checked,
kept once per event and announced; nothing here decides what a payment is worth.
"""
