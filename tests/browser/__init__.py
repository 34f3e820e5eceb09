"""Drives the running product with a real browser, as a person would. A package: what it starts ends with it."""
