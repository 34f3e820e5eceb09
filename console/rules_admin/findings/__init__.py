"""What analysis finds in the rules on the screen."""
