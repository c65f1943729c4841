"""Nouns that cross the door of orders: frozen values, no Django."""
