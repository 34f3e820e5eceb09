"""What an order comes to: adjustments, discounts shared over lines, tax from a table of rates."""
