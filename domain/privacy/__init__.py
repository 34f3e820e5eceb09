"""What is known of a person: told to them whole, or taken away."""
