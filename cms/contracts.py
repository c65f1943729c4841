"""Nouns that cross the door of cms: frozen values, no Django."""
