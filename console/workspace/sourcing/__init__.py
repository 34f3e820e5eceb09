"""Why the lines of the open order come from where they come from."""
