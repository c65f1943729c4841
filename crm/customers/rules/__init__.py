"""Decisions about people and places: what an e-mail address, a phone number, an address must be."""
