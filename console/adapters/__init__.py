"""What the domain asks for through its ports, answered by real systems."""
