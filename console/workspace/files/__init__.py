"""Files beside the customer, and who watches them."""
