"""The orders of the customer, and one of them unfolded in place."""
