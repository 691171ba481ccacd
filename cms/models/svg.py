"""Drawings (SVG) can hold programs. One that does is not taken: opened by itself, it would run with the site's rights."""

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

# Elements that run, embed or change something, in whatever namespace. Source: SVG 2, chapter 15 "Scripting", and SVG Animations Level 2.
ACTIVE = frozenset("script foreignObject iframe embed object audio video handler listener set animate".split())
# Where an address may stand, and what it may begin with: a place in the drawing itself, or a picture inside it.
LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
HARMLESS = ("#", "data:image/png", "data:image/jpeg", "data:image/webp", "data:image/gif")


def is_harmless_svg(content: bytes) -> bool:
    """Whether an SVG file only draws: no script, event handler, foreign content, link elsewhere, entity or damage."""
    try:
        root = fromstring(content, forbid_dtd=False)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return False
    return all(_only_draws(element.tag, element.attrib) for element in root.iter())


def _only_draws(tag: object, attributes: dict[str, str]) -> bool:
    if not isinstance(tag, str) or tag.rpartition("}")[2] in ACTIVE:
        return False
    names = (name.rpartition("}")[2].lower() for name in attributes)
    if any(name.startswith("on") for name in names):
        return False
    links = (attributes[name].strip().lower() for name in LINKS if name in attributes)
    return all(link.startswith(HARMLESS) for link in links)
