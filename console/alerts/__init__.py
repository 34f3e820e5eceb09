"""Alerts as every screen shows them."""
