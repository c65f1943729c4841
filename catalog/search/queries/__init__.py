"""Reads of search: what listings are made of, and the listings themselves."""
