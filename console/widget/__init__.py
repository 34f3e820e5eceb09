"""The chat on any web page: a script that opens a small page of ours, and what that page asks for."""
