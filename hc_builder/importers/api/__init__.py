"""Help desks read from their own APIs: what is fetched is the pages that a person could save, for the same readers."""
