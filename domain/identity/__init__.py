"""Whether the person on the other side is the customer: checked before anything consequential."""
