"""What a base install takes on disk, library by library."""

from importlib.metadata import distributions
from pathlib import Path


def weigh_libraries(site_packages: Path) -> dict[str, int]:
    """Bytes of each library's files as they were installed, without the bytecode that Python writes later."""
    return {
        found.name: sum(map(_weigh, map(found.locate_file, found.files or ())))
        for found in distributions(path=[str(site_packages)])
    }


def render_weight(weights: dict[str, int], least: int = 1_000_000) -> str:
    """A line for each library of `least` bytes or more, heaviest first, and one for the rest."""
    heavy = sorted(((size, name) for name, size in weights.items() if size >= least), reverse=True)
    total = sum(weights.values())
    rest = (total - sum(size for size, _ in heavy), "the rest")
    return "\n".join(f"{size / 1e6:8.1f} MB  {name}" for size, name in [*heavy, rest, (total, "base install")])


def _weigh(path: object) -> int:
    there = Path(str(path))
    return there.stat().st_size if there.is_file() and there.suffix != ".pyc" else 0
