"""Let the order go on."""
