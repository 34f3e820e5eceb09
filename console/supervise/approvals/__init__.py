"""Requests for an approval: the list, one of them, and the word on it."""
