"""Work after the commit: which tasks there are, the tables they wait in, and how the worker does them."""
