"""What was live when, who made it so, and going back."""
