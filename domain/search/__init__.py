"""Search as you type over customers, orders and products."""
