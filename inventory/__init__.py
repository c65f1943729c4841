"""Goods in motion: where they lie, who may have them, and how they leave."""
