"""The help center for other channels than its pages: as files of the site, each at an address that stays."""
