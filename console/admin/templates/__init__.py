"""What customers are told: the words of each message, its versions, and what they become."""
