"""`python -m hc_builder.cli` is `hc`."""

from hc_builder.cli import main

main()
