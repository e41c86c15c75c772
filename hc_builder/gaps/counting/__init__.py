"""The heavy pass: events to counts, one definition for every SQL engine."""
