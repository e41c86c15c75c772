"""One issue a gap, on GitHub or GitLab, kept up to date from gaps.json."""
