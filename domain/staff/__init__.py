"""People who work here: who they are, what they may do, how they sign in; and the keys of other systems."""
