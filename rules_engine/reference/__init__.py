"""What a rule means, in plain Python. Every other way of deciding is measured against it."""
