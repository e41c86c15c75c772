"""The sources that can be read, by the name that the command line takes."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options

Reader = Callable[[ExportFiles, Options], Export]


@dataclass(frozen=True)
class Source:
    """`what` is given to it; `reader` is `module:function`, imported when it is asked for."""

    what: str
    reader: str

    def load(self) -> Reader:
        module, _, name = self.reader.partition(":")
        found: Reader = getattr(importlib.import_module(f"hc_builder.importers.readers.{module}"), name)
        return found


SOURCES: Mapping[str, Source] = {
    "docusaurus": Source("a Docusaurus site's folder", "docusaurus:read_docusaurus"),
    "mkdocs": Source("a MkDocs or Material project", "mkdocs:read_mkdocs"),
    "gitbook": Source("a GitBook space, as it is synchronized with git", "gitbook:read_gitbook"),
    "obsidian": Source("an Obsidian vault", "obsidian:read_obsidian"),
    "jekyll": Source("a Jekyll or just-the-docs site", "jekyll:read_jekyll"),
    "hugo": Source("a Hugo site", "hugo:read_hugo"),
    "starlight": Source("a Starlight (Astro) site", "docusaurus:read_starlight"),
    "vitepress": Source("a VitePress site", "hugo:read_vitepress"),
    "learn": Source("a Microsoft Learn (DocFX) or Experience League tree", "learn:read_learn"),
    "markdown": Source("any other folder of Markdown", "obsidian:read_markdown"),
    "notion": Source("a Notion export (Markdown and CSV)", "notion:read_notion"),
    "word": Source("a folder of Word documents (.docx)", "word_files:read_word"),
    "html": Source("a folder of HTML files", "html_files:read_html_files"),
    "confluence": Source("a Confluence space, exported as HTML", "html_files:read_confluence"),
    "web": Source("any site: its address, that of a sitemap, or a file of addresses", "web_pages:read_web"),
    "zendesk": Source("Zendesk Guide: its address, or saved pages of its API", "zendesk:read_zendesk"),
    "intercom": Source("Intercom articles: https://api.intercom.io, or saved pages of it", "intercom:read_intercom"),
    "freshdesk": Source("Freshdesk solutions: its address, or saved pages of its API", "freshdesk:read_freshdesk"),
    "freshservice": Source("Freshservice: its address, or saved pages of its API", "freshdesk:read_freshdesk"),
    "wordpress": Source("WordPress: its address, or its export file (WXR)", "wordpress:read_wordpress"),
    "helpscout": Source("Help Scout Docs: https://docsapi.helpscout.net, or saved pages", "helpscout:read_helpscout"),
    "chatwoot": Source("a portal of Chatwoot: its address in the dashboard, or saved pages", "chatwoot:read_chatwoot"),
    "channel": Source("Channel Talk: https://document-api.channel.io, or saved pages of it", "channel:read_channel"),
    "sheet": Source("a sheet of questions and answers, or a board's export: CSV, XLSX, XLS", "sheet:read_sheet"),
}
