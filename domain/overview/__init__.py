"""The 360° read model: one customer whole, one timeline."""
