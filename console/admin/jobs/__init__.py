"""Jobs that have failed, and wait for a person."""
