"""The rules and tables of a version or a draft, in plain words."""
