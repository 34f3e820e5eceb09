"""Keep the order back."""
