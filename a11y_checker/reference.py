"""Writes the reference pages that follow from the code: one per rule, their index, and the command line's.

Run by `make docs`: python -m a11y_checker.reference docs/reference tests/a11y_checker/rules
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from a11y_checker.checker import available_rules
from a11y_checker.cli import make_parser
from a11y_checker.rule import Rule
from a11y_checker.rules import all_rules
from a11y_checker.site_rules import SITE_RULES
from a11y_checker.standards import all_criteria, all_items, michecker_items

NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n\n"
# The part of cli.md that follows from the code stands between these lines.
BEGIN, END = "<!-- options: written by `make docs` -->", "<!-- end of options -->"
_BODY = re.compile(r"<body>\n(.*)\n</body>", re.S)
# Our choice: a page shows a few examples of each outcome; all stand in the tests.
EXAMPLES_SHOWN = 3


def rule_pages(examples: Path) -> dict[str, str]:
    """File name → text of every page about rules."""
    rules = sorted(available_rules(), key=lambda rule: rule.id)
    own = [rule for rule in rules if rule.engine == "own"]
    found = {f"{rule.id}.md": rule_page(rule, examples / rule.id) for rule in own}
    return {**found, "README.md": index_page(rules)}


def index_page(rules: list[Rule]) -> str:
    """The list of all rules."""
    lines = [
        NOTE + "# Rules\n",
        "| rule | what it checks | 内容 | criteria | items | engine |",
        "|---|---|---|---|---|---|",
    ]
    for rule in rules:
        name = f"[{rule.id}]({rule.id}.md)" if rule.engine == "own" else rule.id
        cells = (name, rule.name["en"], rule.name["ja"], " ".join(rule.criteria), " ".join(rule.items), rule.engine)
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["\n## The site as a whole\n", "Judged after a crawl, from what was noted of each page.\n"]
    lines += ["| rule | what it checks | 内容 | criteria | items |", "|---|---|---|---|---|"]
    for info in SITE_RULES:
        marks = (" ".join(info.criteria), " ".join(info.items))
        lines.append(f"| {' | '.join((info.id, info.name['en'], info.name['ja'], *marks))} |")
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule, examples: Path) -> str:
    """What one rule checks, why, its words, and examples."""
    lines = [f"{NOTE}# {rule.id}\n", f"{rule.name['en']} · {rule.name['ja']}\n"]
    lines += [f"{rule.why['en']}\n", f"{rule.why['ja']}\n", "| | |", "|---|---|"]
    facts = {
        "Success criteria": ", ".join(f"{n} {all_criteria()[n].name['en']}" for n in rule.criteria),
        "Guideline items": ", ".join(f"{item} {all_items()[item].name['ja']}" for item in rule.items),
        "House rule": "yes: asked for at every level by the city's profiles" if rule.house else "",
        "Impact": rule.impact,
        "Decides": "points at places; a person decides" if rule.automation == "semi" else "by itself",
        "Needs a browser": "yes" if rule.needs_browser else "no",
        "ACT rules": ", ".join(rule.act),
        "Nearest miChecker items": ", ".join(rule.michecker),
        "Source": rule.source,
    }
    lines += [f"| {name} | {value} |" for name, value in facts.items() if value]
    lines += ["\n## Messages\n", *_messages(rule)]
    lines += ["## Examples\n", *_examples(examples)]
    return "\n".join(lines)


def _messages(rule: Rule) -> list[str]:
    lines = []
    for key, message in rule.messages.items():
        fix: Mapping[str, str] = rule.fixes.get(key) or rule.fixes.get("") or {}
        lines.append(f"- {_code(message['en'])}  \n  {_code(message['ja'])}")
        if fix:
            lines.append(f"  - {_code(fix['en'])}  \n    {_code(fix['ja'])}")
    return [*lines, ""]


def _code(text: str) -> str:
    """Words with HTML in them, safe in Markdown."""
    return text.replace("<", "\\<").replace("*", "\\*").replace("_", "\\_")


def _examples(folder: Path) -> list[str]:
    lines: list[str] = []
    for outcome in ("failed", "cantTell", "passed", "inapplicable"):
        files = sorted(folder.glob(f"{outcome}_*.html"))[:EXAMPLES_SHOWN]
        if files:
            lines.append(f"### {outcome}\n")
        for path in files:
            lines += [f"{path.stem.partition('_')[2].replace('_', ' ')}:\n", "```html", _show(path), "```\n"]
    return lines


def _show(path: Path) -> str:
    """The part of an example that differs from the others."""
    text = path.read_text(encoding="utf-8").strip()
    body = _BODY.search(text)
    plain = (
        '<html lang="ja">' in text and "<style>" not in text and "<title>図書館の利用案内 | みどり市</title>" in text
    )
    return body.group(1) if body and plain else text


def michecker_rules() -> dict[str, tuple[str, ...]]:
    """The rules that cover each miChecker item, by the item's id."""
    found: dict[str, dict[str, None]] = {item.id: dict.fromkeys(item.also) for item in michecker_items()}
    for rule in available_rules():
        for item in rule.michecker:
            found.setdefault(item, {})[rule.id] = None
    return {item: tuple(rules) for item, rules in found.items()}


def michecker_page() -> str:
    """Which rule covers which miChecker item."""
    rules = michecker_rules()
    items = michecker_items()
    mapped = [item for item in items if item.criteria]
    covered = sum(1 for item in mapped if rules[item.id])
    lines = [
        f"{NOTE}# miChecker items and our rules\n",
        "miChecker 3.1 (Ministry of Internal Affairs and Communications; items: `checkitem.xml` of Eclipse ACTF) has 328 items.",
        f"{len(items)} of them static HTML decides, {len(mapped)} of these with a clause of JIS X 8341-3:",
        f"{covered} of {len(mapped)} are covered by a rule. `tests/a11y_checker/test_michecker.py` holds a faulty piece of HTML",
        "for each, and shows that a rule of this table finds it. The rest serve older guidelines only.\n",
        "A rule may say less than miChecker where HTML or WCAG has changed: a person decides, or only part is a fault.\n",
        "| item | miChecker says | what it finds | criteria | rules |",
        "|---|---|---|---|---|",
    ]
    for item in items:
        links = " ".join(_link(rule) for rule in rules[item.id]) or ("–" if not item.criteria else "**none**")
        lines.append(f"| {item.id} | {item.kind} | {item.detects} | {' '.join(item.criteria)} | {links} |")
    return "\n".join(lines) + "\n"


def _link(rule_id: str) -> str:
    return f"[{rule_id}](rules/{rule_id}.md)" if rule_id in {rule.id for rule in all_rules()} else rule_id


def options_text() -> str:
    """The options of every command, as tables."""
    actions = [action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    lines: list[str] = []
    for name, command in actions[0].choices.items():
        lines += [f"### a11y-checker {name}\n", "| option | meaning |", "|---|---|"]
        lines += [
            f"| `{_usage(action)}` | {action.help or ''} |" for action in command._actions if action.dest != "help"
        ]
        lines.append("")
    return "\n".join(lines)


def _usage(action: argparse.Action) -> str:
    value = action.metavar or ("\\|".join(map(str, action.choices)) if action.choices else "")
    if not action.option_strings:
        return str(value)
    return f"{action.option_strings[-1]} {value}".strip() if action.nargs != 0 else action.option_strings[-1]


def cli_page(written: str) -> str:
    """The page about the command line, with the options put between its two marks."""
    before, _, rest = written.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{options_text()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write all pages; remove those of rules that are gone."""
    target, examples = Path(arguments[0]), Path(arguments[1])
    wanted = rule_pages(examples)
    folder = target / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    (target / "michecker.md").write_text(michecker_page(), encoding="utf-8")
    page = target / "cli.md"
    page.write_text(cli_page(page.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{len(wanted) + 2} pages in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
