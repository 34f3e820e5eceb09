"""Real orders and cases on which the rules on the screen are tried."""
