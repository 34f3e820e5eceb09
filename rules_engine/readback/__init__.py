"""Rules read back in plain words, English or French. Pure: what a rule says is the document alone."""
