"""Shops and warehouses elsewhere: their orders, stock and parcels, taken by the use cases that everybody uses."""
