"""No honorific and no humble words."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text
from translations.easy_japanese.vocabulary import load_honorifics, load_rows
from translations.easy_japanese.words import form_at, inflect, is_suru_noun
from translations.tokens import Token

_GREETINGS = re.compile("ありがとうござい|おめでとうござい|おはようござい|お世話になり|お世話になっ|よろしくお願い")
# Verbs that raise or lower somebody. いただく and くださる after て too; ください itself is easy.
_VERBS = frozenset(
    "いただく 頂く 頂戴 いたす 致す 申す 申し上げる 伺う うかがう 参る まいる 拝見 拝聴 拝読 存じる 存ずる ござる 御座る なさる 賜る 承る "
    "召し上がる いらっしゃる おっしゃる ご覧 御覧 お越し おいで 差し上げる くださる 下さる".split()
)


def check(text: Text) -> Iterator[Found]:
    """Find what the table knows, then お書きください, ご記入ください, お書きになる, and the verbs of courtesy."""
    taken: list[tuple[int, int]] = [match.span() for match in _GREETINGS.finditer(text.text)]
    table = load_honorifics()
    for match in table.pattern.finditer(text.text):
        if not text.is_apart(*match.span()) and not _overlaps(taken, *match.span()):
            taken.append(match.span())
            yield _say(*match.span(), match.group(), table.easier[match.group()])
    for sentence in text.sentences:
        for number in range(len(sentence.tokens)):
            found = _at(text, sentence.tokens, number)
            if found and not text.is_apart(found.start, found.end) and not _overlaps(taken, found.start, found.end):
                taken.append((found.start, found.end))
                yield found


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in taken)


def _at(text: Text, tokens: tuple[Token, ...], number: int) -> Found | None:
    token = tokens[number]
    if token.surface in ("お", "ご", "御") and token.part_of_speech[0] == "接頭辞" and number + 2 < len(tokens):
        return _with_prefix(text, tokens, number)
    is_request = token.part_of_speech[5].startswith("命令形") and token.dictionary_form in (
        "くださる",
        "下さる",
        "なさる",
    )
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    is_half = after is not None and after.start == token.end and after.part_of_speech[0] == "動詞"  # 申し込む, 申し出る
    if token.dictionary_form in _VERBS and not is_request and not is_half:
        return _say(token.start, token.end, token.surface, None)
    return None


def _with_prefix(text: Text, tokens: tuple[Token, ...], number: int) -> Found | None:
    """お書きください, ご記入ください, お書きになります."""
    prefix, word, after = tokens[number : number + 3]
    is_verb = word.part_of_speech[0] == "動詞" and word.part_of_speech[5].startswith("連用形")
    if not (is_verb or is_suru_noun(word)):
        return None
    if after.dictionary_form in ("くださる", "下さる") and after.part_of_speech[5].startswith("命令形"):
        te = inflect(word.dictionary_form, "te") if is_verb else _request(word)
        return _say(prefix.start, after.end, text.text[prefix.start : after.end], f"{te}ください" if te else None)
    if after.surface == "に" and number + 3 < len(tokens) and tokens[number + 3].dictionary_form == "なる" and is_verb:
        last = number + 3
        form = form_at(tokens, last)
        made = inflect(word.dictionary_form, form[0]) if form else None
        end = tokens[last + form[1]].end if form else tokens[last].end
        return _say(prefix.start, end, text.text[prefix.start : end], made)
    return None


def _request(noun: Token) -> str:
    """ご記入ください: the easier verb of the list where there is one, and して otherwise."""
    row = load_rows().get(noun.surface)
    easier = row.choices[0] if row else ""
    return (easier.endswith("こと") and inflect(easier.removesuffix("こと"), "te")) or f"{noun.surface}して"


def _say(start: int, end: int, words: str, easier: str | None) -> Found:
    ja = f"「{words}」は、ていねいすぎてわかりにくいです。" + (
        f"「{easier}」と書いてください。" if easier else "ふつうの「です」「ます」の言葉で書いてください。"
    )
    en = f"「{words}」 is a word of courtesy." + (f" Write 「{easier}」." if easier else " Use plain です and ます.")
    return Found(start, end, ja, en, replacement=easier)


RULE = Rule(
    "honorific",
    {"ja": "敬語を使わない", "en": "No honorific and humble words"},
    "Plain Japanese guideline 2020: no honorific and humble forms",
    check,
)
