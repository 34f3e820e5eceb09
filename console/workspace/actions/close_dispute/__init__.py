"""Note how a dispute ended."""
