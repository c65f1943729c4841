"""Nouns that cross the door of catalog: frozen values, no Django."""
