"""Who is told what, in which words, on which channel."""
