"""The running text of a page, for figures on how hard it is to read."""

from collections.abc import Iterator

from lxml import etree, html

from a11y_checker.dom import BLOCK_TAGS

# Where sentences stand.
_TEXTS = ("p", "li", "dd", "td")
# Words of a drawing, readings and programs are no sentences.
_LEFT_OUT = ("svg", "rt", "rp", "script", "style", "template")


def find_texts(page: bytes | str) -> Iterator[str]:
    """Give each paragraph, list item, definition and cell of the main part of a page in HTML, without those inside it."""
    document = html.document_fromstring(page.decode("utf-8", "replace") if isinstance(page, bytes) else page)
    main = next(iter(document.xpath("//main")), document)
    etree.strip_elements(main, *_LEFT_OUT, with_tail=False)
    for block in main.iter(*_TEXTS):
        yield " ".join("".join(_own_text(block)).split())


def _own_text(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in BLOCK_TAGS:
            yield " "
        elif isinstance(child.tag, str):
            yield from _own_text(child)
        yield child.tail or ""
