"""Pieces of work about customers: opened, routed by rules, taken, closed."""
