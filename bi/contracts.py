"""Nouns that cross the door of bi: frozen values, no Django."""
