"""Real web servers over a built site, on a free port of this machine."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from endpoint_process import find_port
from install_servers import find_modules, find_server, make_environment
from waiting import wait_until_open

TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/xml": "xml",
    "text/plain": "txt",
    "text/javascript": "js",
    "application/json": "json",
    "image/svg+xml": "svg",
    "image/webp": "webp",
    "image/png": "png",
    "video/mp4": "mp4",
}
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{}}
http {{
  include {mime};
  default_type application/octet-stream;
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  include {rules};
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {server};
    {more}
  }}
}}
"""
APACHE = """
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
Listen 127.0.0.1:{port}
ServerName localhost
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule mime_module {modules}/mod_mime.so
TypesConfig {mime}
Alias {base} {site}/
<Directory {site}>
  AllowOverride All
  Require all granted
</Directory>
"""


@dataclass
class WebServer:
    """A server as a process that can be killed and started again."""

    command: list[str]
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> "WebServer":
        self.process = subprocess.Popen(self.command, env=make_environment())
        wait_until_open(self.port, self.process)
        return self

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait(10)


def prepare_server(name: str, folder: Path, site: Path, base: str, port: int = 0, more: str = "") -> WebServer:
    """One that is not started yet; the test is passed over where its program is not there. `folder` holds what
    `hc deploy-files` wrote, and `more` are further rules of nginx."""
    program = find_server(name)
    if program is None:
        pytest.skip(f"{name} is not there: python tests/install_servers.py")
    port = port or find_port()
    (folder / f"{name}.conf").write_text(_write_config(name, folder, site, base, port, more))
    options = ["-DFOREGROUND", "-f"] if name == "apache" else ["-p", str(folder), "-c"]
    return WebServer([program, *options, str(folder / f"{name}.conf")], port)


@contextmanager
def run_server(name: str, folder: Path, site: Path, base: str) -> Iterator[int]:
    """The port of one that runs, as `prepare_server` has it."""
    server = prepare_server(name, folder, site, base)
    try:
        yield server.start().port
    finally:
        server.stop()


def _write_config(name: str, folder: Path, site: Path, base: str, port: int, more: str) -> str:
    values = {
        "folder": folder,
        "site": site,
        "base": base,
        "port": port,
        "more": more,
        "mime": _write_types(folder, name),
        "modules": find_modules(),
        "root": _stand_at(folder, site, base),
        "rules": folder / "nginx-redirects.conf",
        "server": folder / "nginx-server.conf",
    }
    return (NGINX if name == "nginx" else APACHE).format(**values)


def _stand_at(folder: Path, site: Path, base: str) -> Path:
    """A folder below which the site stands at `base`."""
    if base == "/":
        return site
    place = folder / "root" / base.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site)
    return folder / "root"


def _write_types(folder: Path, name: str) -> Path:
    """As much of Debian's list of media types as a site needs."""
    lines = (f"{kind} {ending}" for kind, ending in TYPES.items())
    text = f"types {{ {'; '.join(lines)}; }}" if name == "nginx" else "\n".join(lines)
    (folder / "mime.types").write_text(text + "\n")
    return folder / "mime.types"


def ask(port: int, path: str) -> tuple[int, str]:
    """The status, and where it leads."""
    status, headers = ask_headers(port, path)
    return status, headers.get("location", "")


def ask_headers(port: int, path: str, **sent: str) -> tuple[int, dict[str, str]]:
    """The status, and the headers by their names in small letters."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers=sent)
    answer = connection.getresponse()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}
