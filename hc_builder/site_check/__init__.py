"""`hc check --site`: a built or served site, seen as a customer and a browser see it."""

from hc_builder.site_check.check import check_site

__all__ = ["check_site"]
