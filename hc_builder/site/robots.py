"""`robots.txt`: where search engines find the list of pages. What they may not list says so itself, which they can
only read where they may come."""


def build_robots(site_url: str) -> dict[str, bytes]:
    """None where the site has no address, since a sitemap is named by its whole one."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"
    return {"robots.txt": text.encode()} if site_url else {}
