"""Real web servers over a built site, on a free port of this machine."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  include {rules};
  server {{
    listen 127.0.0.1:{port};
    absolute_redirect off;
    if ($help_gone) {{ return 410; }}
    if ($help_moved) {{ return 301 $help_moved; }}
    if ($help_moved_for_now) {{ return 302 $help_moved_for_now; }}
    location {base} {{ alias {site}/; }}
  }}
}}
"""
APACHE = """
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
Listen 127.0.0.1:{port}
ServerName localhost
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
Alias {base} {site}/
<Directory {site}>
  AllowOverride All
  Require all granted
</Directory>
"""


@contextmanager
def run_server(name: str, folder: Path, site: Path, base: str) -> Iterator[int]:
    """Its port; the test is passed over where the server is not installed."""
    program = shutil.which({"nginx": "nginx", "apache": "apache2"}[name])
    if program is None:
        pytest.skip(f"{name} is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = NGINX if name == "nginx" else APACHE
    rules = folder / "nginx-redirects.conf"
    (folder / f"{name}.conf").write_text(text.format(folder=folder, site=site, base=base, port=port, rules=rules))
    options = ["-DFOREGROUND"] if name == "apache" else []
    process = subprocess.Popen([program, "-f" if options else "-c", str(folder / f"{name}.conf"), *options])
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "the server ended"
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


def ask(port: int, path: str) -> tuple[int, str]:
    """The status, and where it leads."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.getheader("Location") or ""
