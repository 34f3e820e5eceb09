"""Goods for other goods of the same product, even and uneven."""
