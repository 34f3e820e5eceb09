"""What must not go unnoticed: rules are asked after events and by the clock, people are told, once."""
