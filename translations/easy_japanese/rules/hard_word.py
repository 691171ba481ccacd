"""Words are easy ones."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, WARNING, Found, Rule
from translations.easy_japanese.text import Text
from translations.easy_japanese.vocabulary import EasyWord, find_words, load_easy_terms, load_rows
from translations.easy_japanese.words import is_verb, put
from translations.tokens import Token


def check(text: Text) -> Iterator[Found]:
    """Find the words of the list, with the easier ones; a verb is offered in the form that stands there."""
    words = load_rows()
    numbers = {token.start: number for number, token in enumerate(text.tokens)}
    # 指示 is hard; 避難指示 is a word that people must know, and has a rule of its own.
    for start, end, word in find_words(text, {**load_easy_terms(), **words}):
        row = words.get(word)
        if row is None or text.is_explained(end):
            continue
        last, made = _replace(text, numbers, start, end, row)
        yield Found(
            start,
            last,
            f"「{word}」はむずかしい言葉です。「{row.easier}」と書くとやさしくなります。",
            f"「{word}」 is a hard word. Easier: 「{row.easier}」.",
            WARNING if row.level > 1 else HINT,
            made,
        )


def _replace(text: Text, numbers: dict[int, int], start: int, end: int, row: EasyWord) -> tuple[int, str | None]:
    """Give the end of what is replaced, and the words; None where only a person can find them."""
    number = numbers[start]
    last = next(n for n in range(number, len(text.tokens)) if text.tokens[n].end == end)
    easier = row.choices[0]
    after = text.tokens[last + 1] if last + 1 < len(text.tokens) else None
    if text.tokens[last].part_of_speech[0] == "動詞":
        return _inflected(text, last, easier, end)
    if after and after.start == end and is_verb(after, "する"):
        return _inflected(text, last + 1, easier.removesuffix("こと"), end) if easier.endswith("こと") else (end, None)
    if easier.endswith("こと") or _joins(text.tokens, number, last):
        return end, None
    return end, easier


def _inflected(text: Text, number: int, verb: str, end: int) -> tuple[int, str | None]:
    return put(text.tokens, number, verb) or (end, None)


def _joins(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the word is a part of a longer one: its neighbour would be left alone."""
    kinds = ("名詞", "接尾辞", "接頭辞")
    before = tokens[first - 1] if first and tokens[first].part_of_speech[0] in kinds else None
    after = tokens[last + 1] if last + 1 < len(tokens) and tokens[last].part_of_speech[0] in kinds else None
    return bool(
        (before and before.end == tokens[first].start and before.part_of_speech[0] in kinds)
        or (after and after.start == tokens[last].end and after.part_of_speech[0] in kinds)
    )


RULE = Rule(
    "hard-word",
    {"ja": "むずかしい言葉を使わない", "en": "Easy words"},
    "Plain Japanese guideline 2020: easy words; the list is ours (easy_words.tsv)",
    check,
)
