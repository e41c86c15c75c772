"""What a person may say about a source that its files don't."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hc_builder.importers.addresses import find_host


@dataclass(frozen=True)
class Options:
    """`site`: where the old help center stands, whole (`https://help.shop.kr/`); `fetch`: its pictures are fetched;
    `local`: from the local network too; `columns`: names of a sheet's columns by ours."""

    site: str = ""
    fetch: bool = False
    local: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return find_host(self.site)
