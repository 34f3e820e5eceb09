"""What a person can do as an agent, and how much at once."""
