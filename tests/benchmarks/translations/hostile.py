"""Generated segments, an engine that does harm, and a judge that knows what must survive. Standard library and the pipeline only.

The judge shares no code with the checks: it knows each segment's facts because the generator put them there, and looks for
their English spellings in the result.
"""

import random
import re
from dataclasses import dataclass, field
from html import unescape

from translations.engines import Status
from translations.pipeline import Translated

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = {
    "月": "Monday",
    "火": "Tuesday",
    "水": "Wednesday",
    "木": "Thursday",
    "金": "Friday",
    "土": "Saturday",
    "日": "Sunday",
}
_NAMES = {
    "中島町": "Nakashima-cho",
    "大島町": "Oshima-cho",
    "好古館": "Kokokan Museum",
    "加古川": "Kako River",
    "小野駅": "Ono Station",
}
_TERMS = {
    "避難所": "evacuation center",
    "図書館": "library",
    "申請書": "application form",
    "手数料": "fee",
    "予防接種": "vaccination",
}
_WORDS = {
    "開きます": "will be held", "送ってください": "please send it to", "会場は": "the place is", "から": "from", "まで": "until",
    "電話": "phone", "窓口": "counter", "持ってきてください": "please bring it to", "地図": "map", "詳しくは": "for details see",
}  # fmt: skip
_INVENTED = [
    "7",
    "300",
    "Tuesday",
    "ZQ1X",
    "zq9x",
    "May",
    "0794-63-9999",
    "x@y.example",
    "twice",
    "twelve",
    "p.m.",
    "https://x.example/",
    "の",
]
NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|twice)\b", re.I
)


@dataclass
class Made:
    """A generated segment. html: the source; facts: English spellings that must come, each as often as it is listed.

    terms: words of the glossary that must come at least once. pieces: Japanese → English, for the engine.
    """

    html: str
    facts: list[tuple[str, ...]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pieces: dict[str, str] = field(default_factory=dict)


def make(seed: int) -> Made:
    """Give the segment of a seed: two to five parts, each a word with a fact, a name, a term or a link."""
    chance = random.Random(seed)
    made = Made("")
    kinds = chance.sample([_number, _date, _time, _weekday, _literal, _name, _term, _link], chance.randint(2, 5))
    for kind in kinds:
        word = chance.choice(list(_WORDS))
        made.pieces[word] = _WORDS[word]
        made.html += kind(made, chance) + word
    made.html += f"<br/>{_date(made, chance)}" if chance.random() < 0.3 else "。"
    return made


def _add(made: Made, japanese: str, *spellings: str) -> str:
    made.facts.append(spellings)
    made.pieces[japanese] = spellings[0]
    return japanese


def _number(made: Made, chance: random.Random) -> str:
    number = chance.choice([chance.randint(20, 99) * 100, chance.randint(13, 99)])
    written = chance.choice(
        [f"{number}", f"{number:,}", f"{number}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))]
    )
    return _add(made, f"{written}円", f"{number:,}", f"{number}")


def _date(made: Made, chance: random.Random) -> str:
    year, month, day = chance.randint(2024, 2032), chance.randint(1, 12), chance.randint(1, 28)
    written = chance.choice([f"{year}年", f"令和{year - 2018}年"])
    return _add(made, f"{written}{month}月{day}日", f"{_MONTHS[month - 1]} {day}, {year}")


def _time(made: Made, chance: random.Random) -> str:
    hour, minute = chance.randint(1, 11), chance.choice([15, 30, 45])
    if chance.random() < 0.5:
        return _add(made, f"午前{hour}時{minute}分", f"{hour}:{minute} a.m.", f"{hour}:{minute}")
    return _add(made, f"午後{hour}時{minute}分", f"{hour}:{minute} p.m.", f"{hour + 12}:{minute}")


def _weekday(made: Made, chance: random.Random) -> str:
    day = chance.choice(list(_DAYS))
    return _add(made, f"{day}曜日", _DAYS[day])


def _literal(made: Made, chance: random.Random) -> str:
    number = f"0{chance.randint(10, 99)}-{chance.randint(100, 999)}-{chance.randint(1000, 9999)}"
    mail = f"desk{chance.choice('_.-')}{chance.choice('abc')}@ono.example.jp"
    literal = chance.choice([number, mail, f"https://ono.example/{chance.choice('abc')}"])
    return f" {_add(made, literal, literal)} "


def _name(made: Made, chance: random.Random) -> str:
    name = chance.choice(list(_NAMES))
    return _add(made, name, _NAMES[name])


def _term(made: Made, chance: random.Random) -> str:
    term = chance.choice(list(_TERMS))
    made.terms.append(_TERMS[term])
    made.pieces[term] = _TERMS[term]
    return term


def _link(made: Made, chance: random.Random) -> str:
    words = chance.choice(["地図", "窓口", "申請書"])
    if words in _TERMS:
        made.terms.append(_TERMS[words])
    made.pieces[words] = {**_WORDS, **_TERMS}[words]
    made.links.append(f"a{len(made.links) + 1}")
    return f'<a id="{made.links[-1]}">{words}</a>'


class HostileEngine:
    """Knows the English of every piece, and spoils what it says: drops, doubles, reorders and invents words.

    harm: how many words are spoiled in each text at most; none in a quarter of the texts, and in none with 0.
    """

    name = "hostile"

    def __init__(self, seed: int, harm: int = 2) -> None:
        self._chance, self._harm, self.pieces = random.Random(seed), harm, {}

    def status(self, source: str, target: str) -> Status:
        return Status(True)

    def translate(self, texts: list[str], source: str, target: str) -> list[str | None]:
        return [self._spoil(self._english(text)) for text in texts]

    def _english(self, text: str) -> str:
        for japanese in sorted(self.pieces, key=len, reverse=True):
            text = text.replace(japanese, f" {self.pieces[japanese]} ")
        return text.replace("。", ".")

    def _spoil(self, text: str) -> str | None:
        words = text.split()
        for _ in range(self._chance.choice([0, 1, 1, self._harm]) if words and self._harm else 0):
            at, to = self._chance.randrange(len(words)), self._chance.randrange(len(words))
            harm = self._chance.choice(["drop", "double", "reorder", "invent", "digit"])
            if harm == "drop":
                words[at] = ""
            elif harm == "double":
                words.insert(to, words[at])
            elif harm == "reorder":
                words[at], words[to] = words[to], words[at]
            elif harm == "invent":
                words.insert(at, self._chance.choice(_INVENTED))
            else:
                words[at] = re.sub(r"\d", lambda _: str(self._chance.randint(0, 9)), words[at], count=1)
        return " ".join(word for word in words if word) or None


def is_intact(made: Made, html: str) -> bool:
    """Tell whether every fact comes as often as it should, every term, every link, and no figure too much."""
    text = unescape(re.sub(r"</?a[^>]*>", "", html).replace("<br/>", " "))
    if sorted(set(re.findall(r'<a id="(\w+)">', html))) != made.links or html.count("<a ") != len(made.links):
        return False
    if re.search(r"[ぁ-ゖァ-ヺ一-鿿]|zq\d", text, re.I) or NUMBER_WORDS.search(text):
        return False
    if not all(re.search(rf"\b{re.escape(term)}", text, re.I) for term in made.terms):
        return False
    for spellings in sorted(made.facts, key=lambda forms: -len(forms[0])):
        for form in spellings:
            text, times = re.subn(rf"(?<![\w-]){re.escape(form)}(?![\w-]|,?\d)", " ", text, count=1)
            if times:
                break
        else:
            return False
    return not re.search(r"\d|" + "|".join([*_MONTHS[:4], *_MONTHS[5:], *_DAYS.values()]), text)


def outcome(made: Made, done: Translated) -> str:
    """Give "intact", "caught" (left to a person, or with a finding), or "escaped"."""
    if done.html is None:
        return "caught"
    if is_intact(made, done.html):
        return "intact"
    return "caught" if done.findings else "escaped"
