"""A customer entered by hand."""
