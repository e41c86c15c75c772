"""A site read from its pages: which there are, each fetched politely, and what it says of its place."""
