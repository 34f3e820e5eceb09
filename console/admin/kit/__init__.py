"""Canned replies and macros: listed, written, taken away."""
