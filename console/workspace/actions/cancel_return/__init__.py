"""Call a return off."""
