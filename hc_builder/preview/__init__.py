"""`hc serve`: the site as it will be, made anew where a file changes, with the feedback endpoint on the same origin."""

from hc_builder.preview.server import run_preview

__all__ = ["run_preview"]
