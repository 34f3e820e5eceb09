"""The database: typed base and sessions."""
