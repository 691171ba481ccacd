"""XLIFF 1.2: the strings of one page, links and bold words as <g> elements. Marks in braces inside the program."""

import re
from typing import NamedTuple

from lxml import etree

from translations.wagtail_app.marked_text import UNWRITABLE

# Source: XLIFF 1.2 specification (OASIS, 2008).
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARK = re.compile(r"\{(/?)([a-z]+\d*)\}")


class Unit(NamedTuple):
    """One string. source, target: text with marks in braces."""

    key: str
    source: str
    target: str
    state: str = ""
    note: str = ""


def write_xliff(original: str, locale: str, units: list[Unit]) -> bytes:
    """Give the file. original: names the page and language."""
    root = etree.Element(_tag("xliff"), version="1.2", nsmap={None: NAMESPACE})
    attributes = {"original": original, "source-language": "ja", "target-language": locale, "datatype": "plaintext"}
    body = etree.SubElement(etree.SubElement(root, _tag("file"), attributes), _tag("body"))
    for unit in units:
        element = etree.SubElement(body, _tag("trans-unit"), {"id": unit.key, XML_SPACE: "preserve"})
        _write_text(etree.SubElement(element, _tag("source")), unit.source)
        _write_text(etree.SubElement(element, _tag("target"), state=unit.state), unit.target)
        if unit.note:
            etree.SubElement(element, _tag("note")).text = UNWRITABLE.sub("", unit.note)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def read_xliff(data: str) -> tuple[str, list[Unit]]:
    """Give what the file says it belongs to, and its strings. Raises XMLSyntaxError or ValueError for anything else.

    Nothing outside the file is read: a document type, and with it every entity, is refused.
    """
    # The text is Unicode already, whatever its first line says of the bytes it came in.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data.encode(), parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type is not allowed")
    file = root.find(_tag("file"))
    if root.tag != _tag("xliff") or file is None:
        raise ValueError("not an XLIFF 1.2 file")
    units = []
    for element in file.iter(_tag("trans-unit")):
        source, target = element.find(_tag("source")), element.find(_tag("target"))
        units.append(Unit(element.get("id", ""), _read_text(source), _read_text(target)))
    return file.get("original", ""), units


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _write_text(parent: etree._Element, text: str) -> None:
    """Write text; each pair of marks becomes a <g> element around its words."""
    stack, done = [parent], 0
    text = UNWRITABLE.sub("", text)
    for match in _MARK.finditer(text):
        _append(stack[-1], text[done : match.start()])
        done = match.end()
        slash, name = match.groups()
        if not slash:
            stack.append(etree.SubElement(stack[-1], _tag("g"), id=name))
        elif len(stack) > 1:
            stack.pop()
    _append(stack[-1], text[done:])


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _read_text(element: etree._Element | None) -> str:
    """Give the text with marks; elements that tools add, such as <mrk>, leave their words."""
    if element is None:
        return ""
    text = element.text or ""
    for child in element:
        inner = _read_text(child) if isinstance(child.tag, str) else ""
        if child.tag == _tag("g"):
            name = child.get("id", "")
            inner = f"{{{name}}}{inner}{{/{name}}}"
        text += inner + (child.tail or "")
    return text
