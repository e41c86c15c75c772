"""What the page of `hc cms` works with outside this project: Decap's script as npm has it, its server for a folder.

The script is fetched once and kept; the page's own integrity says whether it is the right one.
"""

import os
import signal
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from endpoint_process import find_port
from waiting import wait_until_open

from hc_builder.cms.writing import VERSION

ROOT = Path(__file__).parents[1]
NODE = ROOT / ".venv/bin/node"
_SCRIPT = ROOT / f"node_modules/.cache/decap-cms-{VERSION}.js"


def read_script() -> bytes:
    """Its packages, of which the file is built, are some hundreds: they are not installed for it."""
    if not _SCRIPT.is_file():
        with TemporaryDirectory() as folder:
            npm = [ROOT / ".venv/bin/npm", "pack", f"decap-cms@{VERSION}", "--silent"]
            name = subprocess.run(npm, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
            with tarfile.open(Path(folder) / name) as archive:
                archive.extract("package/dist/decap-cms.js", folder, filter="data")
            _SCRIPT.parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / "package/dist/decap-cms.js").replace(_SCRIPT)
    return _SCRIPT.read_bytes()


@contextmanager
def run_decap_server(repository: Path) -> Iterator[str]:
    """Its address."""
    port = find_port()
    environment = {"MODE": "git", "GIT_REPO_DIRECTORY": str(repository), "PORT": str(port), "BIND_HOST": "127.0.0.1"}
    command = [NODE, ROOT / "node_modules/decap-server/dist/index.js"]
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_until_open(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=10)
