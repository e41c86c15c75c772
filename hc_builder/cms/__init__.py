"""A page for writers who never open a terminal: Decap CMS over the shop's git repository, made from the same schemas.

It holds a token for the repository, so it is no part of the site: a folder of its own, for an origin of its own.
"""
