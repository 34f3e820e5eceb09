"""E-mail that comes in: read, whatever it looks like, and fetched from a mailbox."""
