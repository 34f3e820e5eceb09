"""Give money of the order back."""
