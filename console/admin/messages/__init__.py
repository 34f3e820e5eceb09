"""Messages to customers: what was sent, what waits, what failed and why; and when they may go."""
