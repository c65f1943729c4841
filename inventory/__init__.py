"""Goods in motion: where they lie, who they are promised to, and how they leave the house.

Comes in: receipts, corrections, wishes of checkouts. Leaves: parcels, and facts about stock. What lies
where changes only by movements, which nobody can rewrite; the database itself adds them up.
"""
