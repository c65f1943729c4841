"""The places goods lie: warehouses and stores, with their clocks, doors and coordinates.

Sourcing asks how far they are, shipping asks when they close for the day. Stock itself is next door.
"""
