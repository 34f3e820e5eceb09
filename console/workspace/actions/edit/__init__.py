"""Other quantities, other variants, more goods."""
