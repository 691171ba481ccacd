"""Which pages need a person: by choice for a page and those below it, or by words in their titles.

Setting: TRANSLATIONS["PERSON_MUST_CHECK"] = {"disaster": ["避難", …], …}.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.wagtail_app.state_models import CheckRule


class Rule(NamedTuple):
    """kind: a value of CheckRule.Kind that asks for a person, "" if none does."""

    kind: str = ""
    needs_four_eyes: bool = False

    @property
    def label(self) -> str:
        """The kind in the language of the screen."""
        return str(CheckRule.Kind(self.kind).label) if self.kind else ""


def rules_of(pages: Iterable[Page]) -> dict[int, Rule]:
    """Give the rule in force for Japanese pages, by their ids. Two queries."""
    pages = list(pages)
    steps = Page.steplen
    paths = {page.path[:end] for page in pages for end in range(steps, len(page.path) + 1, steps)}
    titles = dict(Page.objects.filter(path__in=paths, depth__gt=1).values_list("path", "title"))
    chosen = {rule.page.path: rule for rule in CheckRule.objects.select_related("page").filter(page__path__in=paths)}
    return {page.pk: _find_rule(page.path, titles, chosen) for page in pages}


def rule_of(translation: Translation) -> Rule:
    """Give the rule in force for a page in another language: that of its Japanese page."""
    source = translation.source
    page = Page.objects.filter(translation_key=source.object_id, locale_id=source.locale_id).first()
    return rules_of([page])[page.pk] if page else Rule()


def _find_rule(path: str, titles: dict[str, str], chosen: dict[str, CheckRule]) -> Rule:
    """Look from the page upwards: a choice wins over words, and what stands nearer over what stands above."""
    above = [path[:end] for end in range(len(path), 0, -Page.steplen)]
    for place in above:
        if rule := chosen.get(place):
            return Rule("" if rule.kind == CheckRule.Kind.NONE else rule.kind, rule.needs_four_eyes)
    words = settings.TRANSLATIONS.get("PERSON_MUST_CHECK", {})
    for place in above:
        for kind, needles in words.items():
            if any(needle in titles.get(place, "") for needle in needles):
                return Rule(kind)
    return Rule()
