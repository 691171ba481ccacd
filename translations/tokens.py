"""Text to tokens with readings; the only module that imports SudachiPy.

The dictionary is loaded at first use (about 0.1 s) and shared; each thread gets its own tokenizer,
because a SudachiPy tokenizer must not be used by two threads at once.
"""

import functools
import importlib.metadata
import itertools
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from translations.errors import TokenizerUnavailable
from translations.old_forms import with_new_forms

if TYPE_CHECKING:
    import sudachipy  # type: ignore[import-untyped]  # it has no stubs

# Source: SudachiPy 0.7.0, error message: at most 49,149 bytes of UTF-8 in one call. A code point has at most 4 bytes.
MAX_LENGTH_CHARS = 49_149 // 4
# Our choice: a text is cut after one of these, so that no word is torn.
_BREAKS = re.compile(r"[\n。！？!?]|[\s、,，]")

# What a Token and the cut into short units need; Sudachi loads no more.
_FIELDS = {"pos", "reading_form", "dictionary_form", "normalized_form", "split_a"}

# Sudachi's own settings without IgnoreYomiganaPlugin, which takes 市場（いちば） for one word and throws the いちば away.
# Source: sudachipy/resources/sudachi.json of SudachiPy 0.7.0.
_TEXT_PLUGINS = [
    {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
    {
        "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
        "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
        "replacementSymbol": "ー",
    },
]

# Katakana ァ..ヶ to hiragana. ヷヸヹヺ have no single hiragana and stay.
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_SURROGATE = re.compile("[\ud800-\udfff]")

# Dictionary form, normalised form, reading, part of speech, is known.
_Entry = tuple[str, str, str, tuple[str, ...], bool]
# Our choice: about 10 MB. A city's site has fewer different words.
_MAX_ENTRIES = 50_000
_entries: dict[int | None, _Entry] = {}

_local = threading.local()
_load_lock = threading.Lock()


class Token(NamedTuple):
    """One word as Sudachi cuts it (its shortest units, mode A).

    start, end: code points of the text, end exclusive.
    reading: in hiragana; the surface itself where Sudachi knows none.
    part_of_speech: Sudachi's six columns, such as ("名詞", "数詞", "*", "*", "*", "*").
    is_known: False for a word that is not in the dictionary (its reading is a guess).
    """

    surface: str
    start: int
    end: int
    dictionary_form: str
    normalized_form: str
    reading: str
    part_of_speech: tuple[str, ...]
    is_known: bool


def to_hiragana(kana: str) -> str:
    """Give the text with katakana as hiragana, everything else unchanged."""
    return kana.translate(_TO_HIRAGANA)


class TokenList(Sequence[Token]):
    """The tokens of a part of a text. Each is made when it is first asked for: most are never looked at.

    ids: what tells one word of the dictionary from another; None for a word that is not in it.
    begins: where each token starts in the whole text, and where the last one ends.
    entries: dictionary form, normalised form, reading, part of speech and whether it is known, of each token.
    """

    __slots__ = ("_start", "_text", "_tokens", "begins", "entries", "ids")

    def __init__(self, text: str, start: int, found: "list[sudachipy.Morpheme]") -> None:
        """Take text, the place where it starts in the whole text, and its words."""
        self._text, self._start = text, start
        # Each map runs without a step of Python for each word: this is half of what a text costs beside Sudachi itself.
        self.ids: list[int | None] = list(map(_word_id(), found))
        lengths = list(map(len, found))
        self.begins: list[int] = list(itertools.accumulate(lengths, initial=start))
        entries = list(map(_entries.get, self.ids))
        if not all(entries):
            for n, m in enumerate(found):
                if entries[n] is None:
                    entry = entries[n] = _entry(m)
                    self.ids[n] = m.word_id() if entry[4] else None
        self.entries: list[_Entry] = entries  # type: ignore[assignment]  # none is None now
        if 0 in lengths:
            self._drop_empty()
        self._tokens: list[Token | None] = [None] * len(self.entries)

    def _drop_empty(self) -> None:
        """Leave out the second half of one character such as ㍿, which stands for two words."""
        kept = [n for n in range(len(self.ids)) if self.begins[n] < self.begins[n + 1]]
        self.ids = [self.ids[n] for n in kept]
        self.begins = [*(self.begins[n] for n in kept), self.begins[-1]]
        self.entries = [self.entries[n] for n in kept]

    def __len__(self) -> int:
        """Give the number of tokens."""
        return len(self.entries)

    @overload
    def __getitem__(self, i: int) -> Token: ...

    @overload
    def __getitem__(self, i: slice) -> list[Token]: ...

    def __getitem__(self, i: int | slice) -> Token | list[Token]:
        """Give a token, or those of a slice."""
        if isinstance(i, slice):
            return [self[n] for n in range(*i.indices(len(self.entries)))]
        token = self._tokens[i]
        if token is None:
            i %= len(self.entries)
            values = (self.surface(i), self.begins[i], self.begins[i + 1], *self.entries[i])
            token = self._tokens[i] = tuple.__new__(Token, values)
        return token

    def surface(self, i: int) -> str:
        """Give the surface of token i, from the start on, without making a token."""
        return self._text[self.begins[i] - self._start : self.begins[i + 1] - self._start]

    def text(self, i: int, end: int) -> str:
        """Give the text of the tokens from i up to end (exclusive)."""
        return self._text[self.begins[i] - self._start : self.begins[end] - self._start]


def tokenize(text: str) -> list[Token]:
    """Cut a text of any length into tokens; white space and symbols are tokens too."""
    return [token for part in tokenize_parts(text) for token in part]


def tokenize_parts(text: str) -> Iterator[TokenList]:
    """Cut a text of any length into tokens, part by part, so that a long text needs little memory.

    A part ends after a sentence where it can; offsets count from the start of the whole text.
    """
    if len(text) <= MAX_LENGTH_CHARS:
        yield _token_list(text, 0)
        return
    for start, part in _parts(text):
        yield _token_list(part, start)


def tokenize_short(text: str) -> list[TokenList]:
    """Give what tokenize_parts gives, all at once: for many short texts this is faster."""
    return [_token_list(text, 0)] if 0 < len(text) <= MAX_LENGTH_CHARS else list(tokenize_parts(text))


def _token_list(text: str, start: int) -> TokenList:
    tokenizer, out = _tokenizer()
    try:
        # The list of words is used anew each time, which saves a tenth; nothing of it is kept.
        found = tokenizer.tokenize(with_new_forms(text), out=out)
    except UnicodeEncodeError:  # half a character, which no encoding knows
        text = _SURROGATE.sub("\ufffd", text)
        found = tokenizer.tokenize(with_new_forms(text), out=out)
    return TokenList(text, start, list(found))


def dictionary_version() -> str:
    """Name the tokenizer and its dictionary with their versions: it changes when readings may change."""
    _dictionary()
    names = ("SudachiPy", "SudachiDict-core")
    return " ".join(f"{name} {importlib.metadata.version(name)}" for name in names)


def dictionary_words() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give each word of the dictionary: surface, reading in hiragana, part of speech. About 1.6 million, in 2 s."""
    for entry in _dictionary().entries():
        yield entry.surface(), to_hiragana(entry.reading_form()), entry.part_of_speech()


def _entry(m: "sudachipy.Morpheme") -> _Entry:
    """Give what does not depend on the place in the text; kept for words of the dictionary, which come back often."""
    reading = m.reading_form().translate(_TO_HIRAGANA)
    is_known = not m.is_oov()
    entry = (m.dictionary_form(), m.normalized_form(), reading, m.part_of_speech(), is_known)
    if is_known and len(_entries) < _MAX_ENTRIES:
        _entries[m.word_id()] = entry
    return entry


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text that is too long for one call, after a sentence or a space where there is one."""
    start = 0
    while len(text) - start > MAX_LENGTH_CHARS:
        end = start + MAX_LENGTH_CHARS
        window = text[start:end]
        breaks = [m.end() for m in _BREAKS.finditer(window, len(window) // 2)]
        if breaks:
            end = start + breaks[-1]
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _tokenizer() -> "tuple[sudachipy.Tokenizer, sudachipy.MorphemeList]":
    """Give this thread's tokenizer, and the list that it fills."""
    try:
        mine: tuple[sudachipy.Tokenizer, sudachipy.MorphemeList] = _local.tokenizer
    except AttributeError:
        tokenizer = _dictionary().tokenizer(mode="A", fields=_FIELDS)
        mine = _local.tokenizer = tokenizer, tokenizer.tokenize("")
    return mine


@functools.cache
def _word_id() -> "Callable[[sudachipy.Morpheme], int]":
    """Give the method that tells a word's number in the dictionary."""
    import sudachipy  # slow import: only who reads a text pays for it

    method: Callable[[sudachipy.Morpheme], int] = sudachipy.Morpheme.word_id
    return method


def _dictionary() -> "sudachipy.Dictionary":
    with _load_lock:
        return _load()


@functools.cache
def _load() -> "sudachipy.Dictionary":
    try:
        # slow import: only who reads a text pays for it; sudachidict_core so that a missing dictionary is told here
        import sudachidict_core  # type: ignore[import-untyped]  # noqa: F401
        import sudachipy

        return sudachipy.Dictionary(dict="core", config=sudachipy.Config(inputTextPlugin=_TEXT_PLUGINS))
    except ImportError as error:
        raise TokenizerUnavailable(
            f"SudachiPy または辞書が ありません。pip install sudachipy sudachidict-core を 実行してください。 / "
            f"SudachiPy or its dictionary is missing ({error}). Run: pip install sudachipy sudachidict-core"
        ) from error
