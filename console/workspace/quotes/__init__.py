"""What was offered to the customer and can still be ordered."""
