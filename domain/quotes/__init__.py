"""Offers made before an order."""
