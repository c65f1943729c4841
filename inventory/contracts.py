"""Nouns that cross the door of inventory: frozen values, no Django."""
