"""A shop that has just moved in from another tool, and what is done with its help center from the shell."""

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from foreign_center import FLOW, write_center

from hc_builder.cli import main


@dataclass(frozen=True)
class Shop:
    """A folder with a help center, and the address of its events."""

    folder: Path
    database_url: str = ""

    def run(self, *arguments: str) -> Result:
        """However it ends; an exception that is no message of ours is raised."""
        return invoke(*arguments, "-f", str(self.folder / "mkdocs.yml"))

    def hc(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def move_in(folder: Path, settings: str, database_url: str = "") -> Shop:
    """`hc import` into `folder/shop`, the shop's own settings and a flow, `hc check` and `hc build`."""
    shop, old = Shop(folder / "shop", database_url), write_center(folder / "old")
    moved = invoke("import", "docusaurus", str(old), "--into", str(shop.folder / "content"), "--yes")
    assert moved.exit_code == 0, moved.output
    (shop.folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (shop.folder / "content/flows").mkdir()
    (shop.folder / "content/flows/flower.yml").write_text(FLOW, encoding="utf-8")
    shop.hc("check", "--strict")
    shop.hc("build", "--strict")
    return shop
