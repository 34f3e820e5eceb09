"""The demo world, importers of real data, and the load generator."""
