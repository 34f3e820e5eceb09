"""Twilio: the one client that everything asks it by, and what it tells."""
