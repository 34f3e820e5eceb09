"""The conversation in the middle: who it is with, what was said, and what is being written."""
