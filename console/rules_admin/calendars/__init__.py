"""Opening hours and closed days that rules name."""
