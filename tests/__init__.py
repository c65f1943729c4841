"""Tests mirror the house: tests/<app>/<room>/test_<file>.py."""
