"""The HTTP routes that other systems call."""
