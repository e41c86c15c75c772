"""XML of other tools, element by element: without entities and document types, which have no use there and can unfold
without end."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from hc_builder.importers.export_files import decode_text

_DECLARED = re.compile(rb"\A<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_OWN = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"iso-8859-1")
"""Encodings that the parser knows; those of Korean and Japanese, with several bytes a letter, it does not."""


class XmlRefused(ValueError):
    """Why a text is no XML that is read here, in words."""


def list_elements(raw: bytes) -> Iterator[Element]:
    """Each as it ends, so that it can be cleared. Raises `XmlRefused` where the text goes wrong."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        for _, element in iterparse(BytesIO(_write_utf8(raw)), events=("end",), forbid_dtd=True):
            yield element
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise XmlRefused(str(error)[:120]) from error


def _write_utf8(raw: bytes) -> bytes:
    declared = _DECLARED.match(raw)
    if not declared or declared[1].lower() in _OWN:
        return raw
    return decode_text(raw, declared[1].decode()).partition("?>")[2].encode()
