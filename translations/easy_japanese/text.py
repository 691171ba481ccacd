"""A text in sentences and words, with what must not be judged: quotations, brackets, names."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from translations.tokens import Token, tokenize

KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# A cell of a table may hold a time or a range alone.
_JUDGED = re.compile(JAPANESE.pattern + r"|[0-9０-９][:：][0-9０-９]{2}|[0-9０-９][ \u3000]*[〜～~]")
# What ends a sentence, with the brackets that close behind it.
_ENDS = "。！？!?"
_OPEN, _CLOSE = "「『（(〈《【", "」』）)〉》】"
_QUOTES = re.compile(r"「[^「」\n]*」|『[^『』\n]*』|“[^“”\n]*”")
_BRACKETS = re.compile(r"（[^（）\n]*）|\([^()\n]*\)|〈[^〈〉\n]*〉|《[^《》\n]*》|【[^【】\n]*】")
_ADDRESSES = re.compile(
    r"https?://[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:[\w-]+\.)+(?:jp|com|org|net)\b[/\w.-]*", re.ASCII
)
# 修了証（しるしの紙）explains 修了 too.
_EXPLAINED = re.compile(r"[\u4e00-\u9fff々ァ-ヺー]{0,6}[」』]?[ \u3000]*(?:[（(〈《＝=]|とは|というのは)")
# A noun that ends so names a house, an office or a place; it is said as it stands on the sign.
_PLACES = frozenset(
    "市 町 村 県 府 都 区 駅 課 局 署 館 室 校 園 院 所 部 係 会 寺 池 山 川 橋 公園 病院 学校 広場 神社 センター ホール 会館 港 線 号 "
    "大学 通り 台 丁目 番地 省 庁 保健所 消防署 市役所 役場 郵便局 銀行 窓口 体育館 公民館 図書館 警察署".split()
)
# Names of eras are names to the dictionary; a date is none.
_ERAS = frozenset("明治 大正 昭和 平成 令和".split())
_NOUNS = ("名詞", "接尾辞", "接頭辞")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a heading, label or item of a list.

    start, end: code points of the whole text. tokens: its words without white space; their places too count in the whole text.
    is_full: whether it ends as a sentence does, not as a heading or label.
    """

    text: str
    start: int
    tokens: tuple[Token, ...]
    is_full: bool

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    @property
    def is_list(self) -> bool:
        """Whether it is no sentence but names or things in a row: nothing in it is said of anything."""
        return not self.is_full and all(token.part_of_speech[0] not in ("動詞", "助動詞") for token in self.tokens)

    @property
    def length(self) -> int:
        """Characters without white space."""
        return len("".join(self.text.split()))


@dataclass(frozen=True)
class Text:
    """A text to be judged.

    is_disaster: it must be read in haste; the limits are lower. is_spaced: it is to have spaces between its phrases.
    """

    text: str
    is_disaster: bool = False
    is_spaced: bool = False
    tokens: tuple[Token, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the text into words."""
        object.__setattr__(self, "tokens", tuple(token for token in tokenize(self.text) if token.surface.strip()))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in their order; those without a Japanese letter and without a time are left out."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        starts = [token.start for token in self.tokens]
        for start, end in _cut(self.text):
            if not _JUDGED.search(self.text, start, end):
                continue
            first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
            text = self.text[start:end]
            yield Sentence(text, start, self.tokens[first:last], text.rstrip(_CLOSE)[-1:] in _ENDS)

    @cached_property
    def _set_off(self) -> bytearray:
        return _mask(
            len(self.text), [match.span() for pattern in (_QUOTES, _BRACKETS) for match in pattern.finditer(self.text)]
        )

    def is_set_off(self, start: int, end: int) -> bool:
        """Whether a place is quoted or stands in brackets."""
        return bool(self._set_off[start] and self._set_off[end - 1])

    @cached_property
    def _apart(self) -> bytearray:
        """One byte for each character: whether it is quoted, in brackets, or of a name or an address."""
        found = [match.span() for pattern in (_QUOTES, _BRACKETS, _ADDRESSES) for match in pattern.finditer(self.text)]
        return _mask(len(self.text), found + self._names)

    @cached_property
    def _names(self) -> list[tuple[int, int]]:
        """Where names stand: nouns in a row one of which is a name, or the last of which is a house or place."""
        names = []
        run: list[Token] = []
        for token in (*self.tokens, None):
            if token and token.part_of_speech[0] in _NOUNS and (not run or run[-1].end == token.start):
                run.append(token)
                continue
            if len(run) > 1 and (_names_place(run) or any(map(is_name, run))):
                names.append((run[0].start, run[-1].end))
            elif len(run) == 1 and is_name(run[0]):
                names.append((run[0].start, run[0].end))
            run = [token] if token and token.part_of_speech[0] in _NOUNS else []
        return names

    def is_apart(self, start: int, end: int) -> bool:
        """Whether a place is quoted, stands in brackets, or belongs to a name or an address: its words cannot be chosen."""
        return bool(self._apart[start] and self._apart[end - 1])

    @cached_property
    def _in_names(self) -> bytearray:
        return _mask(len(self.text), self._names)

    def is_in_name(self, at: int) -> bool:
        """Whether a character belongs to a name."""
        return bool(self._in_names[at])

    @cached_property
    def _in_addresses(self) -> bytearray:
        return _mask(len(self.text), [match.span() for match in _ADDRESSES.finditer(self.text)])

    def is_address(self, at: int) -> bool:
        """Whether an address of the web or of mail stands there."""
        return bool(self._in_addresses[at])

    def is_explained(self, end: int) -> bool:
        """Whether an explanation follows at once: 避難所（にげる所）, 避難所とは."""
        return _EXPLAINED.match(self.text, end) is not None


def _mask(length: int, spans: list[tuple[int, int]]) -> bytearray:
    mask = bytearray(length)
    for start, end in spans:
        mask[start:end] = b"\1" * (end - start)
    return mask


def is_name(token: Token) -> bool:
    """Whether a word is the name of a place, a person or a thing."""
    return token.part_of_speech[1] == "固有名詞" and token.surface not in _ERAS


def _names_place(run: list[Token]) -> bool:
    return run[-1].surface in _PLACES or "".join(token.surface for token in run[-2:]) in _PLACES


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each sentence, white space around it left out. Marks inside quotations end nothing."""
    depth = start = at = 0
    while at < len(text):
        letter = text[at]
        at += 1
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        ends_line = letter == "\n"
        if ends_line or (letter in _ENDS and not depth):
            while not ends_line and at < len(text) and text[at] in _ENDS:
                at += 1
            yield from _trim(text, start, at)
            start, depth = at, 0
    yield from _trim(text, start, len(text))


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
