"""Somebody wants what is sold out: they leave an address and get one mail when it is back.

Inventory's facts say when something can be sold again. The address stays only until the mail went out, half a
year at most, and goes with the person. Staff see what is wanted and missing.
"""
