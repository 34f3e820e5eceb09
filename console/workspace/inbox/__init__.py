"""The lists of conversations on the left, kept as they are now."""
