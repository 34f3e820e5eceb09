"""One rule or table of a draft, written without code."""
