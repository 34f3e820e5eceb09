"""Everything that happened, and the notes that people add to it."""
