"""The event log as one table, whatever it is kept in."""
