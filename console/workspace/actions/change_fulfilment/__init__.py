"""Ship the order, have it picked up, or send it to a locker."""
