"""The cases of the open customer."""
