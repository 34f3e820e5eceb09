"""Rules tried on what was decided before, and beside the live version."""
