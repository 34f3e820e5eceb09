"""One’s own presence: online, away or offline, in the bar of every screen."""
