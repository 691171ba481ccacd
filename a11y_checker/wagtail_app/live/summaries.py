"""A file that some people cannot use: where on the same page to write what it says."""

import re

from django.core.exceptions import FieldDoesNotExist
from wagtail.blocks import StructBlock
from wagtail.models import Page

from a11y_checker.results import Finding
from a11y_checker.wagtail_app.live.leaves import join
from a11y_checker.wagtail_app.live.spots import Spot

# Rules about what is inside a file, in so far as it keeps people from reading it.
RULES = frozenset({"pdf-tags", "pdf-text", "pdf-characters", "file-readable", "office-alt"})
# Fields that hold what a file says: of a block, of a row of the form, of a page.
NAMES = ("note", "summary", "summary_body")
_ROW = re.compile(r"f:((\w+)-\d+)-\w+")


def find_summary(page: Page, finding: Finding, spot: Spot) -> Spot | None:
    """Return the field for what a file says; None when the page has none, or the finding is not about a file."""
    if finding.rule not in RULES:
        return None
    return _in_block(page, spot) or _in_row(page, spot) or _on_page(page)


def _in_block(page: Page, spot: Spot) -> Spot | None:
    """The field in the block that shows the file."""
    if len(spot.path) < 2 or not spot.path[1].startswith("b:"):
        return None
    value = getattr(page, spot.path[0].removeprefix("f:"), ())
    child = next((child for child in value if f"b:{child.id}" == spot.path[1]), None)
    if child is None or not isinstance(child.block, StructBlock):
        return None
    name = next((name for name in NAMES if name in child.block.child_blocks), None)
    if name is None:
        return None
    label = join(str(child.block.label), str(child.block.child_blocks[name].label))
    return Spot(label, (*spot.path[:2], f"p:{name}"))


def _in_row(page: Page, spot: Spot) -> Spot | None:
    """The field in the row of the form that shows the file."""
    match = _ROW.fullmatch(spot.path[0]) if spot.path else None
    if match is None:
        return None
    model = getattr(page, match[2]).model
    return _of(model, f"f:{match[1]}-", str(model._meta.verbose_name))


def _on_page(page: Page) -> Spot | None:
    return _of(type(page), "f:", "")


def _of(model: type, prefix: str, above: str) -> Spot | None:
    for name in NAMES:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        return Spot(join(above, str(field.verbose_name)), (f"{prefix}{name}",))
    return None
