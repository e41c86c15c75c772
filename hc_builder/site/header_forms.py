"""The forms in which hosts read headers: each a text made of what every answer says and of what may be kept."""

import json
from collections.abc import Iterator

from hc_builder.site.host_headers import ASKED_EACH_TIME, LASTING, LASTING_NAME, LASTING_PATHS, Headers


def render_headers_file(headers: Headers, base: str) -> str:
    """`_headers` of Netlify and Cloudflare Pages. Pages have no line of their own: both hosts have them asked for each
    time, and Cloudflare joins the values of lines that say the same header."""
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in headers.everywhere)]
    for path in LASTING_PATHS:
        lines += [f"{base}{path}", f"  Cache-Control: {LASTING}"]
    return "".join(f"{line}\n" for line in lines)


def list_for_vercel(headers: Headers, base: str) -> list[dict[str, object]]:
    rules = [("*", headers.everywhere), *((path, (("Cache-Control", LASTING),)) for path in LASTING_PATHS)]
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


def render_cache_of_nginx() -> str:
    return f'map $uri $help_cache {{\n    default "{ASKED_EACH_TIME}";\n    "~{LASTING_NAME}" "{LASTING}";\n}}\n'


def render_for_apache(headers: Headers) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    for name, value in headers.everywhere:
        yield f'  Header always set {name} "{value}"'
    yield f'  Header set Cache-Control "{ASKED_EACH_TIME}"'
    yield f'  Header set Cache-Control "{LASTING}" "expr=%{{REQUEST_URI}} =~ m#{LASTING_NAME}#"'
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
    return f"{json.dumps({'Name': 'help-center', 'SecurityHeadersConfig': security}, indent=2)}\n"
