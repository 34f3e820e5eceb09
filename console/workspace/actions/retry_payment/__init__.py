"""Ask the payment provider again."""
