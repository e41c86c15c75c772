"""The forms in which hosts read headers: each a text made of what every answer says and of what may be kept."""

import json
import re
from collections.abc import Iterator

from hc_builder.site.host_headers import ASKED_EACH_TIME, LASTING, LASTING_NAME, LASTING_PATHS, SHARED, Headers


def render_headers_file(headers: Headers, base: str) -> str:
    """`_headers` of Netlify and Cloudflare Pages. Pages have no line of their own: both hosts have them asked for each
    time, and Cloudflare joins the values of lines that say the same header."""
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in headers.everywhere)]
    for path in LASTING_PATHS:
        lines += [f"{base}{path}", f"  Cache-Control: {LASTING}"]
    for path in headers.shared:
        lines += [f"{base}{path}", f"  {SHARED[0]}: {SHARED[1]}"]
    return "".join(f"{line}\n" for line in lines)


def list_for_vercel(headers: Headers, base: str) -> list[dict[str, object]]:
    rules = [
        ("*", headers.everywhere),
        *((path, (("Cache-Control", LASTING),)) for path in LASTING_PATHS),
        *((path, (SHARED,)) for path in headers.shared),
    ]
    return [
        {
            "source": base + path.replace(".", r"\.").replace("*", "(.*)"),
            "headers": [{"key": name, "value": value} for name, value in said],
        }
        for path, said in rules
    ]


def render_for_nginx(headers: Headers) -> Iterator[str]:
    """Lines of `server`."""
    for name, value in headers.everywhere:
        yield f'add_header {name} "{value}" always;'
    yield "add_header Cache-Control $help_cache always;"
    if headers.shared:
        yield f"add_header {SHARED[0]} $help_shared always;"


def render_cache_of_nginx() -> str:
    return f'map $uri $help_cache {{\n    default "{ASKED_EACH_TIME}";\n    "~{LASTING_NAME}" "{LASTING}";\n}}\n'


def render_shared_of_nginx(headers: Headers, base: str) -> str:
    """nginx leaves a header out whose value is empty."""
    if not headers.shared:
        return ""
    return f'map $uri $help_shared {{\n    default "";\n    "~{_match_shared(headers, base)}" "{SHARED[1]}";\n}}\n'


def _match_shared(headers: Headers, base: str) -> str:
    """An expression over the path."""
    return f"^{re.escape(base)}({'|'.join(path.removesuffix('*') for path in headers.shared)})"


def render_for_apache(headers: Headers, base: str) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    for name, value in headers.everywhere:
        yield f'  Header always set {name} "{value}"'
    yield f'  Header set Cache-Control "{ASKED_EACH_TIME}"'
    yield f'  Header set Cache-Control "{LASTING}" "expr=%{{REQUEST_URI}} =~ m#{LASTING_NAME}#"'
    if headers.shared:
        yield f'  Header set {SHARED[0]} "{SHARED[1]}" "expr=%{{REQUEST_URI}} =~ m#{_match_shared(headers, base)}#"'
    yield "</IfModule>"


def render_for_cloudfront(headers: Headers) -> str:
    """A response headers policy; how long files are kept stands with each file in S3."""
    values = dict(headers.everywhere)
    security = {
        "ContentSecurityPolicy": {"Override": True, "ContentSecurityPolicy": values["Content-Security-Policy"]},
        "StrictTransportSecurity": {"Override": True, "AccessControlMaxAgeSec": 31536000},
        "ReferrerPolicy": {"Override": True, "ReferrerPolicy": values["Referrer-Policy"]},
        "ContentTypeOptions": {"Override": True},
    }
    policy = {"Name": "help-center", "SecurityHeadersConfig": security} | (
        {"CorsConfig": _CORS} if headers.shared else {}
    )
    return f"{json.dumps(policy, indent=2)}\n"


_CORS = {
    "AccessControlAllowCredentials": False,
    "AccessControlAllowHeaders": {"Quantity": 1, "Items": ["*"]},
    "AccessControlAllowMethods": {"Quantity": 2, "Items": ["GET", "HEAD"]},
    "AccessControlAllowOrigins": {"Quantity": 1, "Items": ["*"]},
    "OriginOverride": False,
}
"""CloudFront adds headers by behaviour, not by path: what the origin itself says goes first."""
