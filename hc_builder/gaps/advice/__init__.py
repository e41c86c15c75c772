"""How an article that is there is found: what to add to it, each tried before it is told."""
