"""The bell in the bar on top: what is new with the customers and orders that somebody watches."""
