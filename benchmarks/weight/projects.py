"""The help centers that are weighed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[2]
_ADOBE = Path(os.environ.get("HC_SHARED", ROOT.parent / "shared")) / "corpora/adobe-commerce-kb-ko/help"
_CONFIG = f"""site_name: Adobe Commerce 도움말
site_url: https://help.shop.example/
docs_dir: {_ADOBE}
theme: {{name: helpcenter, language: ko}}
plugins:
  - helpcenter:
      dead_links: warning
      foreign_keys: [description, exl-id, feature, source-git-commit, workflow-type, source-wordcount, ht-degree]
"""


def write_shop(project: Path) -> None:
    """The example shop."""
    shutil.copytree(ROOT / "content", project / "content")
    shutil.copyfile(ROOT / "mkdocs.yml", project / "mkdocs.yml")


def has_adobe() -> bool:
    return _ADOBE.is_dir()


def write_adobe(project: Path) -> None:
    """211 Korean articles with large screenshots, which stay where they are."""
    project.mkdir()
    (project / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")


def build(project: Path) -> None:
    subprocess.run([sys.executable, "-m", "hc_builder.cli", "build"], cwd=project, check=True, capture_output=True)


def write_log(path: Path, count: int = 10) -> None:
    """So many searches of as many customers, as `hc feedback export` has them."""
    common = {"v": 1, "type": "search", "lang": "ko", "page": "/", "query": "환불하고 싶어요", "results": 0, "top": []}
    own = ({"id": str(uuid4()), "session": f"session-{number:010}"} for number in range(count))
    lines = (json.dumps({**common, **each, "at": "2026-11-20T03:00:00.000Z"}, ensure_ascii=False) for each in own)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
