"""Files over plain HTTP: put beside a customer from a page of ours, and saved from it."""
