"""Which languages there are, and which one a text is in where its words leave no doubt."""

from __future__ import annotations

import re
from collections import Counter

# Source: IANA Language Subtag Registry, primary subtags of two letters that are not deprecated.
_TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo"
    " es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka"
    " kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng"
    " nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st"
    " su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
# Source: ISO 639-2 codes that the registry leaves out, because the language has a code of two letters.
_NOT_REGISTERED = frozenset(
    "ara bul ces cze dan deu dut ell eng est fas fin fra fre geo ger gre hau heb hin hrv hun hye ice ind isl ita jpn kor"
    " lat lav lit mac may mon msa nep nld nor per pol por ron rum rus slk slo slv spa srp swa swe tam tel tha tur ukr"
    " urd vie zho chi".split()
)
# Common small words; those that two of these languages share are left out below.
_SMALL_WORDS = {
    "en": "the of and to that is was for with as his they at be this have from by not but what all were when your can"
    " said there use each which she how their will other about many then them these so some her would him into has"
    " more it are you we our an or if been do does had its no who also it's don't please",
    "fr": "le la les des et est une dans que qui pour pas sur au avec ce il sont plus par je vous nous mais ou cette"
    " son sa ses aux du été être fait leur même tous bien elle ils deux où c'est d'une l'on après ses très chez",
    "de": "der die das und ist nicht ein eine zu den mit sich auf für von dem des im auch als wie bei oder nach wird"
    " aus sie ich wir sind war haben hat einen einer aber noch nur über kann wenn zum zur ihr durch",
    "es": "el los las una que es en por con para como más pero sus este ya esta fue son entre cuando muy sin sobre"
    " también hasta hay donde quien desde todo nos todos uno les ni contra otros ese eso del al",
    "it": "il che di è per un una sono del della con non si gli da le anche come dei nel più questo alla loro essere"
    " ma ha dal delle nella perché stato molto quando ci degli dopo senza",
    "pt": "o os as que é em um uma para com não por mais dos como mas foi ao ele das tem seu sua ou ser quando muito"
    " nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos",
    "nl": "de het een en van ik te dat die niet zijn is met hij op aan er maar om dan zou of wat mijn heb voor naar"
    " werd ook deze uit bij ze dit haar wij kan nog wordt geen ging heeft hun",
}
_COUNTS = Counter(word for text in _SMALL_WORDS.values() for word in set(text.split()))
SMALL_WORDS = {
    code: frozenset(word for word in text.split() if _COUNTS[word] == 1) for code, text in _SMALL_WORDS.items()
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Our choice: enough small words of one language, and hardly any of another.
_ENOUGH_WORDS, _ENOUGH_HITS, _TIMES_MORE, _LEAST_SHARE = 5, 3, 3, 0.2
_ENOUGH_LETTERS, _LETTER_SHARE = 8, 0.2


def is_registered(tag: str) -> bool:
    """Whether the primary subtag of a language tag is one that exists."""
    primary = tag.strip().split("-")[0].lower()
    if len(primary) == 2:
        return primary in _TWO_LETTERS
    # Codes of three letters are too many to list; those that are certainly wrong are known.
    return len(primary) == 3 and primary.isascii() and primary.isalpha() and primary not in _NOT_REGISTERED


def detect(text: str) -> str:
    """The language that a text is written in for certain, "" when there is any doubt."""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return ""
    for code, pattern in (("ja", _KANA), ("ko", _HANGUL)):
        count = len(pattern.findall(text))
        if count >= _ENOUGH_LETTERS and count >= _LETTER_SHARE * letters:
            return code
    found = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if len(found) < _ENOUGH_WORDS or _HAN.search(text) or _KANA.search(text):
        return ""
    hits = hits_by_language(found)
    best = max(hits, key=lambda code: hits[code])
    second = max((count for code, count in hits.items() if code != best), default=0)
    is_clear = hits[best] >= _ENOUGH_HITS and hits[best] >= _TIMES_MORE * second
    return best if is_clear and hits[best] >= _LEAST_SHARE * len(found) else ""


def hits_by_language(found: list[str]) -> dict[str, int]:
    """How many of these words are small words of one language only."""
    return {code: sum(1 for word in found if word in small) for code, small in SMALL_WORDS.items()}


def is_doubtful(text: str, code: str) -> bool:
    """Whether nothing in a text speaks for a language that we know the small words of."""
    found = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if all(word[0].isupper() for word in _WORD.findall(text)):  # a name: names are of no language
        return False
    if code == "ja":
        return len(found) > 1 and not (_KANA.search(text) or _HAN.search(text))
    return code in SMALL_WORDS and len(found) > 1 and not hits_by_language(found)[code]
