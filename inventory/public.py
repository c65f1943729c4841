"""Verbs that other apps may call in inventory."""
