"""A second look at a question that no word answers: articles that are near it in meaning.

Runs where the settings name the build's `meaning.json` and the extra `semantic` is installed. What customers ask is
neither stored nor logged.
"""
