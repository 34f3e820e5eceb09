"""Pictures of every screen, to look at before a screen is called done."""
