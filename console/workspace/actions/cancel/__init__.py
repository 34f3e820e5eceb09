"""Cancel the order, or pieces of it."""
