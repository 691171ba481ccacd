"""No vague words."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, WARNING, Found, Rule
from translations.easy_japanese.text import Text
from translations.easy_japanese.vocabulary import find_words, load_easy_terms, load_vague_words


def check(text: Text) -> Iterator[Found]:
    """Find words that leave open what is meant: 等, 原則, 適宜. 「など」 is only a hint."""
    words = load_vague_words()
    # 高齢者等避難 is one word.
    for start, end, word in find_words(text, {**load_easy_terms(), **words}):
        if word not in words:
            continue
        better = words[word]
        is_exact = bool(better) and "〜" not in better and "、" not in better
        if word == "等" and text.text[start - 1 : start] in "均同平一":
            continue
        yield Found(
            start,
            end,
            f"「{word}」は、はっきりしません。"
            + (f"「{better}」と書くか、" if better else "")
            + "全部の場合、数や時間などを書いてください。",
            f"「{word}」 is vague. Say exactly which, how many or when.",
            HINT if word == "など" else WARNING,
            better if is_exact else None,
        )


RULE = Rule(
    "vague-word",
    {"ja": "あいまいな言葉を使わない", "en": "No vague words"},
    "Plain Japanese guideline 2020: no vague words; the list is ours (vague_words.tsv)",
    check,
)
