"""How a message reaches a customer: one module per channel."""
