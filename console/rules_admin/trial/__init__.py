"""Facts typed by name, what the rules say to them, and why not more."""
