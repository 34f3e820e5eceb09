"""Promise the order for another day."""
