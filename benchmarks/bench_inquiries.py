"""What an inquiry costs the endpoint, in processor time and memory: with its two mails, and with pictures.

    python benchmarks/bench_inquiries.py [--inquiries 150]

One run on SQLite, with a mail server in this process. Processor time hardly swings with the machine's other work.
Pictures are of a photograph's size, and the largest that is taken, as a hostile one would be.
"""

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from endpoint_process import Endpoint, find_port
from inquiry_samples import make_inquiry, make_settings, send, send_files, wait_until, write_site
from mail_servers import start_mail_server

PICTURES = {
    "JPEG, 12 megapixels": ("JPEG", "RGB", (4000, 3000)),
    "PNG, 50 megapixels": ("PNG", "RGB", (8000, 6200)),
    "PNG with transparency, 50 megapixels": ("PNG", "RGBA", (8000, 6200)),
}


def main() -> None:
    """Print a line for each kind of inquiry."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inquiries", type=int, default=150)
    count = parser.parse_args().inquiries
    with tempfile.TemporaryDirectory() as folder:
        mail = start_mail_server(find_port())
        settings = make_settings(write_site(Path(folder)), mail.url, inquiry_acknowledgements="1000000")
        variables = {f"HC_{name.upper()}": value for name, value in settings.items()}
        endpoint = Endpoint(f"sqlite:///{folder}/x.db", find_port(), variables).start()
        try:
            run(endpoint, mail, count)
        finally:
            endpoint.kill()
            mail.stop()


def run(endpoint: Any, mail: Any, count: int) -> None:
    tell(endpoint, mail, "text alone, with two mails", count, lambda number: send(endpoint, make_inquiry(**of(number))))
    for name, (form, mode, size) in PICTURES.items():
        out = io.BytesIO()
        Image.effect_mandelbrot(size, (-3, -2.5, 2, 2.5), 100).convert(mode).save(out, form)
        files = [("a", "image/x", out.getvalue())]
        tell(
            endpoint, mail, name, 3, lambda number, files=files: send_files(endpoint, files, make_inquiry(**of(number)))
        )


def of(number: int) -> dict[str, str]:
    """A customer of their own, so that each is acknowledged."""
    return {"email": f"k{number}-{time.monotonic_ns()}@customer.example"}


def tell(endpoint: Any, mail: Any, name: str, count: int, send_one: Callable[[int], Any]) -> None:
    before, came = read_seconds(endpoint), len(mail.letters)
    for number in range(count):
        assert send_one(number).status == 201
    wait_until(lambda: len(mail.letters) == came + 2 * count, 300)
    spent = (read_seconds(endpoint) - before) / count * 1000
    print(f"{name}: {spent:.0f} ms of a core; {read_peak(endpoint)} MB at most so far")


def read_seconds(endpoint: Any) -> float:
    """Processor time of the endpoint."""
    fields = Path(f"/proc/{endpoint.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def read_peak(endpoint: Any) -> int:
    """Most memory that the endpoint has taken, in MB."""
    lines = Path(f"/proc/{endpoint.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
