"""A report for the command line: text for people, JSON for programs."""

from dataclasses import asdict
from typing import Any

from translations.easy_japanese.finding import Finding
from translations.easy_japanese.judge import GOOD, Report


def as_text(report: Report, text: str, name: str) -> str:
    """Give the report as lines: score, then each sentence with findings, why, and what can stand there."""
    if report.score is None:
        return f"{name}: 日本語がありません。 / No Japanese.\n"
    lines = [f"{name}: {report.score} / 100 {'OK' if report.is_good else f'(< {GOOD})'}"]
    for sentence in report.sentences:
        if sentence.findings:
            lines += [f"  {sentence.score:3} {sentence.text}", *_lines(sentence.findings, text)]
    return "\n".join([*lines, *_lines(report.page, text)]) + "\n"


def _lines(findings: tuple[Finding, ...], text: str) -> list[str]:
    lines = []
    for finding in findings:
        offer = "" if finding.replacement is None else f" [{text[finding.start : finding.end]} → {finding.replacement}]"
        lines.append(f"      {finding.rule}: {finding.ja}{offer}")
    return lines


def as_dict(report: Report, name: str) -> dict[str, Any]:
    """Give the report as values for JSON. start and end count code points of the text."""
    return {
        "file": name,
        "score": report.score,
        "good": report.is_good,
        "sentences": [
            {
                "text": sentence.text,
                "start": sentence.start,
                "end": sentence.end,
                "score": sentence.score,
                "findings": [_finding(finding) for finding in sentence.findings],
            }
            for sentence in report.sentences
        ],
        "page": [_finding(finding) for finding in report.page],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    values = asdict(finding)
    return {
        "rule": values["rule"],
        "start": values["start"],
        "end": values["end"],
        "weight": values["weight"],
        "message": {"ja": values["ja"], "en": values["en"]},
        "replacement": values["replacement"],
    }
