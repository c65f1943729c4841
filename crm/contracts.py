"""Nouns that cross the door of crm: frozen values, no Django."""
