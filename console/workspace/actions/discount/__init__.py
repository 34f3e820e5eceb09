"""Lower the price of the order or of a line."""
