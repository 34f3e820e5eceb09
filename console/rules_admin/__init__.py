"""The screen where business people read, write, review and publish rules."""
