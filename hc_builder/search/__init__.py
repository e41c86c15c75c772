"""Search: an index made from articles at build time, and the browser's own engine run from Python."""
