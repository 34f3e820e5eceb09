"""Give a line the price that was seen elsewhere."""
