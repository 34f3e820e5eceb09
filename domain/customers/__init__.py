"""Customers: who they are, how to reach them, what is known and noted about them."""
