"""The `Rule` dataclass. One rule is one file in `rules/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Outcome, RuleInfo, Text, Verdict, passed
from a11y_checker.standards import fix_examples

Applicability = str | Callable[[Page], Iterable[Element]]
Expectation = Callable[[Element, Page], Verdict]


class PassedPairs(list[tuple[Element, Verdict]]):
    """Targets that all passed; what several rules share of a page, and nobody changes."""


class Passed(dict[Element, Verdict]):
    """The same by target. Most rules on wording find nothing on most pages: they give this one, and it is looked at once."""

    def __init__(self, targets: Iterable[Element]) -> None:
        super().__init__(dict.fromkeys(targets, passed()))
        self.pairs = PassedPairs(self.items())


@dataclass(frozen=True, slots=True)
class Rule(RuleInfo):
    """One thing that is checked.

    applicability: which parts of a page are targets. A CSS selector (matches that assistive
      technology gets), or a function of the page.
    expectation: judges one target.
    verdicts: in place of both, for rules that judge a page in one go: the verdict on every target.
    messages, fixes: words per verdict key, `{name}` filled from the verdict's values.
      A fix under the key "" serves every message.
    house: an item of the city's guideline asks for it at every level, whatever its criteria are.
    needs_browser: without a browser each target is cantTell at best, so the rule is not run.
    needs_source: it reads the text of the page as the server sent it, which a browser does not keep.
    in_frames: whether it is also run on documents inside frames.
    replaces: the axe rules that this one makes needless.
    decides: the success criteria that are met when this rule passes, with nothing left for a person.
    source: the standard's text that the rule was written from.
    """

    applicability: Applicability = ""
    expectation: Expectation | None = None
    verdicts: Callable[[Page], Mapping[Element, Verdict]] | None = None
    messages: Mapping[str, Text] = field(default_factory=dict)
    fixes: Mapping[str, Text] = field(default_factory=dict)
    house: bool = False
    needs_browser: bool = False
    needs_source: bool = False
    in_frames: bool = True
    replaces: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    source: str = ""

    def targets(self, page: Page) -> list[Element]:
        """The parts of a page that the rule looks at."""
        if self.verdicts is not None:
            return list(self.verdicts(page))
        if isinstance(self.applicability, str):
            return page.exposed(self.applicability)
        return list(self.applicability(page))

    def judge(self, page: Page) -> list[tuple[Element, Verdict]]:
        """The verdict on every target."""
        if self.verdicts is not None:
            found = self.verdicts(page)
            return found.pairs if isinstance(found, Passed) else list(found.items())
        expectation = self.expectation
        return [] if expectation is None else [(target, expectation(target, page)) for target in self.targets(page)]

    def message(self, verdict: Verdict) -> Text:
        """The verdict in words."""
        return _fill(self.messages[verdict.key], verdict.values)

    def fix(self, verdict: Verdict) -> Text:
        """How to mend it, in words; empty when the rule gives none."""
        words = self.fixes.get(verdict.key) or self.fixes.get("") or {}
        return _fill(words, verdict.values)

    def info(self) -> RuleInfo:
        """The description alone, which can be sent between processes."""
        return RuleInfo(
            id=self.id, name=self.name, impact=self.impact, criteria=self.criteria, items=self.items,
            michecker=self.michecker, act=self.act, engine=self.engine, automation=self.automation, why=self.why,
        )  # fmt: skip


def with_example(rule: Rule) -> Rule:
    """The rule with a corrected line behind its words on mending, where the table has one that the words lack."""
    example = fix_examples().get(rule.id, "")
    if not example:
        return rule
    code = example if "{right}" in example else example.replace("{", "{{").replace("}", "}}")
    fixes = {
        key: {"ja": f"{text['ja']}例: {code}", "en": f"{text['en']} Example: {code}"}
        for key, text in rule.fixes.items()
    }
    return replace(rule, fixes=fixes)


def _fill(words: Text, values: Mapping[str, object]) -> Text:
    return {language: text.format_map(dict(values)) for language, text in words.items()}


def worst(verdicts: Iterable[Verdict]) -> Outcome:
    """The gravest outcome among verdicts; inapplicable without any."""
    outcomes = {verdict.outcome for verdict in verdicts}
    order = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED)
    return next((outcome for outcome in order if outcome in outcomes), Outcome.INAPPLICABLE)
