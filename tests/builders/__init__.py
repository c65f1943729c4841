"""Builders: plain functions that make the smallest valid row."""
