"""The refusal of a file as a whole."""


class UnreadableFile(Exception):
    """The file as a whole cannot be read. The text is a sentence for a person."""
