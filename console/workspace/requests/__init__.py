"""What waits for somebody else's word about the customer, or came back from them."""
