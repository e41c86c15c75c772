"""The history of the tables, by Alembic. `versions/` holds one file per change."""
