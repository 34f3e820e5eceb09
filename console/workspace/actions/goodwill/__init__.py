"""Give money back as a gesture."""
