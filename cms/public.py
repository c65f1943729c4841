"""Verbs that other apps may call in cms."""
