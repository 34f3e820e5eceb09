"""Schema changes, in order. Each travels alone."""
