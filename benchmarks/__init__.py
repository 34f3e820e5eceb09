"""How fast and how large the product is, on real and generated data. `make bench` runs everything."""
