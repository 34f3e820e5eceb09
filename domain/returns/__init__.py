"""Goods that come back: asked for, received and looked at, credited once."""
