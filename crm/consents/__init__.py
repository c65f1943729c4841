"""What people agreed to: per purpose, with proof, taken back as easily as given.

Every word is a new row; the last one counts and none is ever rewritten. Visitors without an
account speak through the cookie banner, customers through their account or a checkout; nobody is
taken to agree who was not asked.
"""
