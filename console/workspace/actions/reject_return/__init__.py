"""Refuse the goods of a return."""
