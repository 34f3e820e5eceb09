"""Everybody’s alerts, for whoever oversees them."""
