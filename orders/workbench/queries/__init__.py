"""Reads for the desk: one order's sheet, and whether the books of all orders add up."""
