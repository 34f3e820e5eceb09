"""From words to action: what the customer's message asks for, ready to be opened."""
