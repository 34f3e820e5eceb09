"""One person, or a new one, beside the list."""
