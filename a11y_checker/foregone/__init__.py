"""What axe-core would say where the snapshot leaves no doubt, so that it need not be asked.

axe takes more time than everything else that is done with a page, and on nearly every page nearly every rule of it
passes for a plain reason: no element has such a role, each list holds items only. Each function here is about one rule. It
gives the elements that axe would look at and pass, or None where there is any doubt: then axe is asked. So a function may
be ignorant, but not wrong; that it names just the elements that axe names was compared over all pages at hand
(docs/decisions/0018-axe-only-in-doubt.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from a11y_checker.dom import Element
from a11y_checker.foregone import aria, parts, structure
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed

Foregone = Callable[[Page], "list[Element] | None"]

FOREGONE: Mapping[str, Foregone] = {**aria.FOREGONE, **parts.FOREGONE, **structure.FOREGONE}


def verdicts(rule_id: str, page: Page) -> list[tuple[Element, Verdict]] | None:
    """What a rule of axe says about each element that it looks at; None when axe has to be asked."""
    look = FOREGONE.get(rule_id)
    if look is None or page.once(_is_odd):
        return None
    found = look(page)
    if found is not None:
        return [(element, passed()) for element in found]
    fails = structure.FAILS.get(rule_id)
    return [(page.root, failed("violation"))] if fails is not None and fails(page) else None


def _is_odd(page: Page) -> bool:
    """Whether something decides in ways not known here what is hidden, or which tree an id is in.

    That is inert, a hidden frame, shadow trees, and what objects and drawings show when they cannot be shown themselves.
    """
    every = [facts for element in page.elements if (facts := page.facts(element)) is not None]
    is_shown = bool(every) and every[0].rendered
    has_other = any(page.index.select(css) for css in ("[inert]", "object", "canvas"))
    return not is_shown or has_other or any(facts.scope for facts in every)
