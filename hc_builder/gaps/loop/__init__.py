"""What is remembered from report to report: gaps, their drafts, and whether publishing helped."""
