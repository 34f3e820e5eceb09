"""Rules as files: saved from the screen, and taken from a file or from what was pasted."""
