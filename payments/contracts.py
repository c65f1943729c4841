"""Nouns that cross the door of payments: frozen values, no Django."""
