"""Answers of a help center to programs: over HTTP, to chatbots, and as tools for agents."""
