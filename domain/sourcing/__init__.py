"""Where an order line comes from."""
