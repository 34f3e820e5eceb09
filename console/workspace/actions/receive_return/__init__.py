"""Note what came back."""
