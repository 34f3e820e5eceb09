"""The words of messages to customers: read, changed, taken back."""
