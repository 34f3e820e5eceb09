"""The examples of a draft and what becomes of them."""
