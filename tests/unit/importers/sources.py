"""Small sources, written into a folder and read."""

from collections.abc import Mapping
from pathlib import Path

from hc_builder.importers.export_files import open_export
from hc_builder.importers.model import Export, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.sources import SOURCES


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read_source(source: str, path: Path, options: Options | None = None) -> Export:
    return SOURCES[source].load()(open_export(path), options or Options())


def read_files(source: str, folder: Path, files: Mapping[str, str | bytes], **options: object) -> Export:
    return read_source(source, write_files(folder, files), Options(**options))  # type: ignore[arg-type]


def by_path(export: Export) -> dict[str, SourceArticle]:
    return {article.path: article for article in export.articles}
