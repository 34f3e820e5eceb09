"""Give up a payment that was refused."""
