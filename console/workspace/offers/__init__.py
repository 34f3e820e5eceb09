"""What is offered to the person at the screen."""
