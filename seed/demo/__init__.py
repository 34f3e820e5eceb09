"""The demo world: a shop of our own invention and a year of its life, told through use cases."""
