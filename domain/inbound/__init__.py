"""What vendors tell by webhook: kept once, then worked off."""
