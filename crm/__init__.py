"""Whom we serve: people, their addresses, their accounts and what they agreed to."""
