"""`python -m feedback_function` serves the endpoint; its settings are environment variables `HC_…`."""

from feedback_function.cli import main

raise SystemExit(main())
