"""Goods for others of the same product."""
