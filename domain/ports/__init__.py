"""What the domain needs from outside, as protocols. The console supplies the adapters."""
