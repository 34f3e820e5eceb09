"""Parcels: shipped, scanned, delivered."""
