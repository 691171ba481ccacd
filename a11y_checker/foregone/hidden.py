"""What axe leaves out because assistive technology does not get it."""

from a11y_checker.dom import Element
from a11y_checker.page import Page


def is_out_of_reach(element: Element, page: Page) -> bool:
    """Whether an element is hidden from assistive technology, or not painted itself."""
    facts = page.facts(element)
    return page.is_hidden(element) or (facts is not None and facts.style["visibility"] != "visible")
