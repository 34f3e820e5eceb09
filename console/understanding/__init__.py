"""What customers want, read from what they write: a small model of our own that runs in the process."""
