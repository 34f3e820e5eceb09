"""What is said with customers, over every channel, in one thread per case."""
