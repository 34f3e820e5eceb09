"""The four families and what is live in each."""
