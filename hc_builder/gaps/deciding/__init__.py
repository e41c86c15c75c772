"""What became of each query, and which gaps that leaves."""
