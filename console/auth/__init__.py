"""Who comes in: sign-in and sign-out by browser, keys of other systems, and commands that make the first of each."""
