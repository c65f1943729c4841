"""Doors of sign-up, sign-in and the account's safety."""
