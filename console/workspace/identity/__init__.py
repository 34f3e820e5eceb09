"""Making sure of who the customer is: a code sent to them, or what only they know."""
