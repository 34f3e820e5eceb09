"""Order the same again."""
