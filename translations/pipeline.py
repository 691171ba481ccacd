"""One segment from source to target: memory → glossary → protection → engine → tags and links → checks.

[done] = translate(["ごみは<b>朝8時</b>までに出してください。"], "en", engine=build("argos"))
done.html      # the translation, or None: then done.findings say why and done.draft is a start for a person
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from translations.engines import Engine
from translations.engines.none import NoEngine
from translations.errors import EngineUnavailable
from translations.facts.literals import JAPANESE
from translations.glossary import Glossary
from translations.memory import EmptyMemory, Former, Memory
from translations.protection import Protected, between, fill, joined, protected_parts, with_placeholders
from translations.quality import Finding, Pair, judge
from translations.segments import Line, Segment, parse, restore_line

SOURCE = "ja"


@dataclass
class Translated:
    """What became of one segment.

    html: the translation; None if it is left to a person.
    origin: "memory", "glossary", "copy" (nothing to translate), "engine", or "" if it is left to a person.
    is_manual: a person's work, from the memory.
    findings: what checks found; with html only warnings, without html the reasons.
    draft: the best attempt that failed, a start for a person; "" if there is none.
    similar: former translations of nearly the same text, a start for a person too.
    """

    source: str
    html: str | None = None
    origin: str = ""
    is_manual: bool = False
    findings: list[Finding] = field(default_factory=list)
    draft: str = ""
    similar: list[Former] = field(default_factory=list)


def translate(
    sources: Iterable[str],
    locale: str,
    *,
    engine: Engine | None = None,
    glossary: Glossary | None = None,
    memory: Memory | None = None,
) -> list[Translated]:
    """Translate Japanese segments (HTML strings) into a locale; gives one result each, in the same order.

    The engine is asked twice at most for all of them: for the whole lines, then for the parts of those that failed.
    Never raises for an engine that cannot work: each segment says so.
    """
    run = _Run(locale, engine or NoEngine(), glossary or Glossary(), memory or EmptyMemory())
    return run.translate(list(sources))


def judge_html(source: str, target: str, locale: str, glossary: Glossary | None = None) -> list[Finding]:
    """Give what the checks find in a translation that is there already, such as a person's."""
    before, after = parse(source), parse(target)
    return judge(Pair(before.text, after.text, locale, glossary or Glossary(), tuple(before.links), tuple(after.links)))


class _Run:
    """One call of `translate`: what the engine said is kept until its end."""

    def __init__(self, locale: str, engine: Engine, glossary: Glossary, memory: Memory) -> None:
        self.locale, self.engine, self.glossary, self.memory = locale, engine, glossary, memory
        self.said: dict[str, str | None] = {}
        self.trouble: Finding | None = None

    def translate(self, sources: list[str]) -> list[Translated]:
        done = [self._without_engine(source) for source in sources]
        waiting = [n for n, result in enumerate(done) if result.html is None]
        segments = {n: parse(sources[n]) for n in waiting}
        self._ask(text for segment in segments.values() for text in self._first_texts(segment))
        for n in waiting:
            self._try(done[n], segments[n], is_split=False)
        again = [n for n in waiting if done[n].html is None and self._can_split(segments[n])]
        self._ask(text for n in again for line in segments[n].lines for text in between(line.text, self._parts(line)))
        for n in again:
            self._try(done[n], segments[n], is_split=True)
        for n in waiting:
            if done[n].html is None:
                done[n].similar = self.memory.similar(sources[n], self.locale)
        return done

    def _without_engine(self, source: str) -> Translated:
        """Give what needs no engine: nothing to translate, a former translation."""
        segment = parse(source)
        if not JAPANESE.search(segment.text):
            return Translated(source, source, "copy")
        former = self.memory.exact(source, self.locale)
        if former is None:
            return Translated(source)
        findings = judge_html(source, former.target, self.locale, self.glossary)
        if any(finding.is_certain for finding in findings):
            return Translated(source, findings=findings, draft=former.target)
        return Translated(source, former.target, "memory", former.is_manual, findings)

    def _parts(self, line: Line) -> list[Protected]:
        return protected_parts(line.text, self.glossary)

    def _can_split(self, segment: Segment) -> bool:
        return any(self._parts(line) for line in segment.lines)

    def _first_texts(self, segment: Segment) -> Iterable[str]:
        """Give what the first round sends: each line with placeholders, and the words of its links and formats."""
        for line in segment.lines:
            text = with_placeholders(line.text, self._parts(line))
            if self._known(line.text) is None and JAPANESE.search(text):
                yield text
            for element in line.elements:
                words = line.text[element.start : element.end]
                if JAPANESE.search(words) and not self._inner(words):
                    yield words

    def _known(self, words: str) -> str | None:
        """Give the glossary's word for a whole text, with a capital letter; None if it has none."""
        term = self.glossary.terms.get(words)
        word = (term.preferred or term.term) if term else None
        return word and (word if term and term.kind == "keep" else word[:1].upper() + word[1:])

    def _inner(self, words: str) -> list[str]:
        """Give what the words of an element may be in the translation, the surest first."""
        known = self.glossary.terms.get(words)
        options = [*(known.forms or [known.term])] if known else []
        former = self.memory.exact(escape(words, quote=False), self.locale)
        options += [parse(former.target).text] if former else []
        parts = protected_parts(words, self.glossary)
        if len(parts) == 1 and (parts[0].start, parts[0].end) == (0, len(words)):
            options.append(parts[0].replacement)
        if not JAPANESE.search(words):
            options.append(words)
        said = (self.said.get(words) or "").rstrip(".")
        is_sound = not any(finding.is_certain for finding in judge(Pair(words, said, self.locale, self.glossary)))
        return [*options, said] if is_sound else options

    def _ask(self, texts: Iterable[str]) -> None:
        """Ask the engine for texts it was not asked for yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self.said]
        if not new or self.trouble:
            return
        status = self.engine.status(SOURCE, self.locale)
        if not status.is_ready:
            self.trouble = Finding("engine", status.ja, status.en)
            return
        try:
            answers = list(self.engine.translate(new, SOURCE, self.locale))
        except EngineUnavailable as error:
            ja, _, en = str(error).partition(" / ")
            self.trouble = Finding("engine", ja, en or ja)
            return
        if len(answers) != len(new):
            self.trouble = Finding(
                "engine",
                f"翻訳エンジンの答えの数が合いません（{len(new)}個に {len(answers)}個）。人が翻訳してください。",
                f"The engine gave {len(answers)} answers for {len(new)} texts. Please translate by hand.",
            )
            return
        self.said.update(zip(new, answers, strict=True))

    def _try(self, result: Translated, segment: Segment, *, is_split: bool) -> None:
        """Put a translation together and check it; keep it as a draft if it fails."""
        lines: list[str] = []
        moved: list[str] = []
        for line in segment.lines:
            target = self._line(line, is_split=is_split)
            if target is None:
                result.findings = result.findings or [self.trouble or _NOTHING]
                return
            restored = restore_line(line, target, self._inner)
            lines.append(restored.html)
            moved += restored.moved_links
        html = "<br/>".join(lines)
        findings = judge_html(result.source, html, self.locale, self.glossary)
        if moved:
            findings.append(_PLACE_LINK)
        if any(finding.is_certain for finding in findings):
            if not result.draft or len(findings) < len(result.findings):
                result.draft, result.findings = html, findings
            return
        is_known = not any(JAPANESE.search(text) for line in segment.lines for text in self._for_engine(line))
        result.html, result.findings, result.draft = html, findings, ""
        result.origin = "glossary" if is_known else "engine"

    def _line(self, line: Line, *, is_split: bool) -> str | None:
        """Give the translation of a line; None if the engine has none or a placeholder is lost."""
        known = self._known(line.text)
        if known is not None or not JAPANESE.search(line.text):
            return line.text if known is None else known
        parts = self._parts(line)
        if is_split and parts:
            return joined(line.text, parts, self.locale, self.said.get)
        text = with_placeholders(line.text, parts)
        if not JAPANESE.search(text):  # names and marks alone
            return joined(line.text, parts, self.locale, self.said.get)
        said = self.said.get(text)
        return None if said is None else fill(said, parts)

    def _for_engine(self, line: Line) -> list[str]:
        """Give what an engine has to say for a line; nothing where glossary and program have it all."""
        return [] if self._known(line.text) else [with_placeholders(line.text, self._parts(line))]


_NOTHING = Finding(
    "engine",
    "翻訳エンジンはこの文を訳せませんでした。人が翻訳してください。",
    "The engine could not translate this. Please translate by hand.",
)
_PLACE_LINK = Finding(
    "links",
    "リンクの場所が分かりませんでした。文の後ろに置きました。正しいことばに移してください。",
    "The place of a link could not be told; it stands behind the sentence. Move it to the right words.",
    is_certain=False,
)
