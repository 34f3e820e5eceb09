"""The same request twice gives the same answer, and changes things once."""
