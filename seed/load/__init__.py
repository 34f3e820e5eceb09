"""A large, believable past, made by rule and written in bulk: for measuring, not for looking at."""
