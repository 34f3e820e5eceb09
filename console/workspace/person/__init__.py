"""What is done with a whole record: merge it with another, hand its data out, erase them."""
