"""Rules to start with, one document for each family, with their examples."""
