"""What customers think of a contact afterwards."""
