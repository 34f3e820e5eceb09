"""Shops and warehouses elsewhere: what they send, what of it was refused, files brought by hand."""
