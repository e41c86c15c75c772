"""A whole site, written into an empty folder without a look at what was there before."""

from pathlib import Path

from hc_builder.project import Project
from hc_builder.site.build import list_site_files, prepare_site
from hc_builder.site.update import make_room


def build_site(project: Project, folder: Path) -> None:
    for path, file in list_site_files(prepare_site(project)).items():
        make_room(folder / path)
        file.write(folder / path)
