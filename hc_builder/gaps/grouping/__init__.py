"""Questions that ask the same thing, found from the texts alone."""
