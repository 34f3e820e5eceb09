"""What an agent does to the open order: one folder per action, and the frame that they share."""
