"""Drafts: begun, handed over, reviewed, published, given up."""
