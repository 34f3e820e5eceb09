"""Every action with what goes around it: the preview, its digest, and the word of somebody else where one is needed."""
