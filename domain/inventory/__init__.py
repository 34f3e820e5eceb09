"""Nodes and stock: what is where, what is kept for whom, and every piece that moved."""
