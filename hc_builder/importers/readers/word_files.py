"""Folders of Word documents: each is an article, and its folder its category."""

import posixpath
import re

from hc_builder.importers.docx import DocumentRefused, read_document
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle
from hc_builder.importers.names import drop_order, find_order, make_path, make_readable
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft
from hc_builder.importers.titles import MAX_TITLE

_OTHER = (".doc", ".hwp", ".hwpx", ".odt", ".rtf", ".pdf", ".pages", ".ppt", ".pptx")
_LOCK = re.compile(r"(?:.*/)?~\$[^/]*")
"""Word's own, of a document that somebody has open."""


def read_word(files: ExportFiles, options: Options) -> Export:
    collection = Collection(files, options)
    names = [name for name in files.list_names(".docx", ".docm") if not _LOCK.fullmatch(name)]
    root = posixpath.commonpath([posixpath.dirname(name) for name in names]) if names else ""
    for name in names:
        _add(collection, name, root)
    for name in files.list_names(*_OTHER):
        collection.losses.append(Loss("a document in a form that is not read; save it as .docx", name))
    return collection.finish("articles are files that end in .docx")


def _add(collection: Collection, name: str, root: str) -> None:
    try:
        document = read_document(collection.files.read(name))
    except DocumentRefused as error:
        collection.losses.append(Loss("a document that can't be read", name, 0, str(error)))
        return
    parts = posixpath.splitext(name.removeprefix(f"{root}/") if root else name)[0].split("/")
    order = find_order(parts[-1])
    article = SourceArticle(
        key=name,
        path=make_path(map(drop_order, parts)),
        title=(document.title or make_readable(parts[-1]))[:MAX_TITLE],
        body=document.html,
        keywords=document.keywords,
        owner=document.owner,
        updated=document.updated,
        order=NO_ORDER if order is None else order,
    )
    collection.losses += [Loss(what, name, 0, sample) for what, sample in document.lost]
    folders = tuple(map(make_readable, parts[:-1]))
    collection.drafts.append(Draft(article, True, (name,), posixpath.dirname(name), folders))
