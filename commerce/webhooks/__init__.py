"""Copies of facts for partners: signed, retried for days, resent on demand (Standard Webhooks).

A partner subscribes with an address and the names it wants; each fact of the house becomes one
message per subscription, and each try to deliver it is kept. Internal keys never leave.
"""
