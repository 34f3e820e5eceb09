"""Answer a dispute with evidence."""
