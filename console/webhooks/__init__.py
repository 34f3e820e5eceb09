"""Where vendors tell what happened: outside the API's base, without a key, with a signature that is checked."""
