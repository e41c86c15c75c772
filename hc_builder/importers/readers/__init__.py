"""One reader a source: files of an export → `Export`. `SOURCES` is the list of them."""
