"""Queues, service levels, opening hours, and how cases are offered."""
