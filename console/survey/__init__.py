"""`/survey`: what a customer thought of a case, by a link in the message that it is closed."""
