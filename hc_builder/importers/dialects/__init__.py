"""Other tools' Markdown as ours, one module a dialect. Each changes a `Prose` in place and notes what it loses."""
