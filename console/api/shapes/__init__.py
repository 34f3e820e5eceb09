"""What requests and answers look like: the one place where names of the domain become names of the API."""
