"""The books: double entry, append-only, one journal entry per business document and event.

Facts about money and goods come in and leave as balanced entries. Entries are never changed; a
mistake is reversed. Balances are stored and always equal the sum of their lines.
"""
