"""Other systems are told what happened: endpoints, and the deliveries to them."""
