"""One help center, read and indexed once: a copy of it has all that its cache knows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_shop import write_shop

from hc_builder.answering.desk import read_content

CopyShop = Callable[[Path], Path]


@pytest.fixture(scope="session")
def copy_shop(tmp_path_factory: pytest.TempPathFactory) -> CopyShop:
    """Makes a copy in a folder, and gives its `mkdocs.yml`."""
    config = write_shop(tmp_path_factory.mktemp("shop"))
    read_content(config, {"ko": b"", "en": b""}).project.derived.close()

    def copy(folder: Path) -> Path:
        shutil.copytree(config.parent, folder, dirs_exist_ok=True)
        return folder / config.name

    return copy
