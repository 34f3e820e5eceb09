"""Search as you type, and the customers seen last."""
