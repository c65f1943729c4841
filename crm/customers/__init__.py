"""The people we serve: who they are and where they live.

A guest is a customer without an account, known by e-mail address within one channel; a sign-up
makes a customer with an account. Guests come in through checkouts, imports and partners; they
leave by being merged into an account or by being erased. An erased person's row stays as a number
without a name, because the books point at it; no other room keeps a copy of what was cut out.
"""
