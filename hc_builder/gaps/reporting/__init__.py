"""The findings as JSON, Markdown and HTML."""
