"""Return goods."""
