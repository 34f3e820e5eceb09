"""The screen at `/admin`: people, what roles may do, and keys of other systems."""
