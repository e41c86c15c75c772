"""Finds nginx, Apache and Redis for the tests, or unpacks Debian's packages beside the project; run by `make test`.

Nothing is installed and nothing is started: the packages lie in `.cache/servers`. Without them their tests are left
out, which a run says.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / ".cache" / "servers"
PROGRAMS = {"nginx": "nginx", "apache": "apache2", "redis": "redis-server"}
PACKAGES = (
    *("nginx", "nginx-common"),
    *("apache2-bin", "libapr1", "libaprutil1"),
    *("redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1"),
)


def find_server(name: str) -> str | None:
    """The program of one of `PROGRAMS`: the system's, or the unpacked one."""
    unpacked = [FOLDER / "usr" / place / PROGRAMS[name] for place in ("sbin", "bin")]
    return shutil.which(PROGRAMS[name]) or next((str(program) for program in unpacked if program.is_file()), None)


def find_modules() -> Path:
    """Apache's."""
    folder = Path("/usr/lib/apache2/modules")
    return folder if folder.is_dir() else FOLDER / "usr/lib/apache2/modules"


def make_environment() -> dict[str, str]:
    """The unpacked programs find the unpacked libraries."""
    libraries = ":".join(str(path) for path in (FOLDER / "usr" / "lib").glob("*-linux-*"))
    return {**os.environ, "LD_LIBRARY_PATH": libraries} if libraries else dict(os.environ)


def unpack_servers() -> str:
    """What hindered it, if anything did."""
    downloads = FOLDER / "packages"
    downloads.mkdir(parents=True, exist_ok=True)
    command = ["apt-get", "download", "-q", *PACKAGES]
    try:
        subprocess.run(command, cwd=downloads, capture_output=True, text=True, timeout=300, check=True)
        for package in sorted(downloads.glob("*.deb")):
            subprocess.run(["dpkg", "-x", package.name, str(FOLDER)], cwd=downloads, capture_output=True, check=True)
        (FOLDER / "usr/share/nginx/modules").unlink(missing_ok=True)  # leads nowhere, which Biome tells of
    except FileNotFoundError as error:
        return f"there is no {error.filename} here"
    except subprocess.SubprocessError as error:
        return str(getattr(error, "stderr", "") or error).strip()
    return ""


def main() -> int:
    if all(map(find_server, PROGRAMS)):
        return 0
    why = unpack_servers()
    missing = [name for name in PROGRAMS if not find_server(name)]
    if missing:
        print(
            f"without {' and '.join(missing)}, whose tests are left out: {why or 'not in the packages'}",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
