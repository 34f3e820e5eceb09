"""The customer’s bank takes a payment back, or wants it explained."""
