"""The content model: files of Markdown → articles, categories and their faults."""
