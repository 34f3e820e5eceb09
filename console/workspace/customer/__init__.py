"""The customer on the right: who they are and how they stand."""
