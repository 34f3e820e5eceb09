"""Take goods back."""
