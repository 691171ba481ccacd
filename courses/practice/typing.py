"""Typing short words: what to press is shown, and a mistake is told kindly."""

from dataclasses import dataclass

from courses.practice.base import Practice


@dataclass(frozen=True)
class Word:
    """What is typed. kana and romaji: how it is done on either keyboard. flick: the same by sliding a finger."""

    text: str
    romaji: str
    kana: str
    flick: str


WORDS = (
    Word("あお", "a o", "「あ」を1回。少し待って「あ」を5回。", "「あ」を押す。「あ」を押したまま下へ。"),
    Word("かさ", "k a s a", "「か」を1回。「さ」を1回。", "「か」を押す。「さ」を押す。"),
    Word("はし", "h a s i", "「は」を1回。「さ」を2回。", "「は」を押す。「さ」を押したまま左へ。"),
    Word(
        "がっこう",
        "g a k k o u",
        "「か」と「゛」。「た」を3回と「小」。「か」を5回。「あ」を3回。",
        "「か」と「゛」。「た」を上へ、次に「小」。「か」を下へ。「あ」を上へ。",
    ),
    Word(
        "おはよう",
        "o h a y o u",
        "「あ」を5回。「は」を1回。「や」を3回。少し待って「あ」を3回。",
        "「あ」を下へ。「は」を押す。「や」を下へ。「あ」を上へ。",
    ),
    Word("119", "1 1 9", "「あa1」などで数字に変えて、1、1、9。", "「あa1」などで数字に変えて、1、1、9。"),
)

PRACTICE = Practice(
    id="typing",
    order=10,
    title="文字を入れる",
    aim="見本と同じ言葉を入れます。どのボタンを押すかも見られます。",
    minutes=10,
    template="courses/practice/typing.html",
    script="courses/practice/typing.js",
    needs="合っているかを知らせるには、JavaScriptを使います。使えないときは、見本と自分で見くらべてください。",
)
