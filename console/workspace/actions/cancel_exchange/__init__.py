"""Call an exchange off."""
