"""The facts of one decision: checked against the vocabulary, kept as they were said, and made ready to compare."""
