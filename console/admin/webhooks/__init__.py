"""Other systems that are told what happened."""
