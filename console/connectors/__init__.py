"""How other systems write orders, stock and parcels: one declarative file each, read by a small interpreter."""
