"""Rules that business users edit, and the engine that decides by them."""
