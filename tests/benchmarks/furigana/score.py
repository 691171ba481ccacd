#!/usr/bin/env python3
"""Score furigana (ruby) output against gold readings.  Standard library only.

    furigana_score.py GOLD.jsonl SYSTEM.jsonl [--errors N] [--seconds S] [--json]

GOLD, one sentence a line:
    {"id": ..., "text": ..., "tokens": [{"start", "end", "reading", "alt"?}, ...]}
SYSTEM, one sentence a line, any order:
    {"id": ..., "ruby": [{"start", "end", "reading"}, ...]}

Offsets count Unicode code points of "text", end exclusive.  "alt" is an optional
list of further readings that the gold itself accepts.  Gold tokens are the words
that hold a kanji, less their okurigana (行う is 行 = おこな).

How a token is judged
  * A system may cut words as it likes: ruby per kanji, per word, or over a whole
    compound.  Gold tokens and ruby spans that overlap are joined into one group;
    both sides are spelled out as kana over the group's stretch of text (kana that
    carry no ruby read as themselves) and compared.  A group is right or wrong as
    a whole, and every gold token in it counts so.
  * A kanji left without ruby is an error.  A character other than kana or kanji
    (a digit, a letter) that only one side gives a reading for matches any reading
    of one kana or more: 3日 = みっか agrees with 日 = か.  A kanji that the gold
    does not judge (no token there) matches anything.
  * Both sides are normalised: NFKC, katakana to hiragana, and a long vowel
    written out (おう おお えい ええ うう ああ いい) becomes ー.  ず and づ, じ and ぢ
    stay distinct.
  * Lenient figures also accept the pairs in EQUIVALENT, words with two current
    readings of the same meaning.
"""

import argparse
import collections
import itertools
import json
import re
import sys
import unicodedata

# Words with two (or more) current readings of one meaning, for the lenient
# figures.  A pair that differs in meaning (市場 しじょう/いちば) is not listed.
EQUIVALENT = {
    "日本": "にほん にっぽん",
    "日本人": "にほんじん にっぽんじん",
    "日本一": "にほんいち にっぽんいち",
    "私": "わたし わたくし",
    "明日": "あす あした みょうにち",
    "昨日": "きのう さくじつ",
    "昨夜": "さくや ゆうべ",
    "他": "ほか た",
    "後": "あと のち",
    "皆": "みな みんな",
    "家": "いえ うち",
    "側": "がわ かわ",
    "所": "しょ じょ",
    "行": "い ゆ",
    "良": "よ い",
    "描": "えが か",
    "寂": "さび さみ",
    "十": "じゅっ じっ",
    "七": "しち なな",
    "三階": "さんがい さんかい",
    "身体": "からだ しんたい",
    "梅雨": "つゆ ばいう",
    "頬": "ほお ほほ",
    "依存": "いぞん いそん",
    "早急": "さっきゅう そうきゅう",
    "重複": "ちょうふく じゅうふく",
    "世論": "よろん せろん",
    "発足": "ほっそく はっそく",
    "施行": "しこう せこう",
    "固執": "こしつ こしゅう",
    "貼付": "ちょうふ てんぷ",
    "出生": "しゅっしょう しゅっせい",
    "市立": "しりつ いちりつ",
    "私立": "しりつ わたくしりつ",
    "研究所": "けんきゅうじょ けんきゅうしょ",
}
EQUIVALENT = {k: v.split() for k, v in EQUIVALENT.items()}

KANJI = re.compile(r"[々〆〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
ANY = "\x01"  # one kana or more, whatever they are
NONE = "\x02"  # a kanji that the system left without a reading
COUNTER_KE = "ヶヵケ"  # ヶ in 三ヶ月, 関ヶ原: read か or が, without ruby unjudged

_ROW = {}
for _vowel, _chars in {
    "a": "あかさたなはまやらわがざだばぱゃぁゎ",
    "i": "いきしちにひみりぎじぢびぴぃゐ",
    "u": "うくすつぬふむゆるぐずづぶぷゅぅゔ",
    "e": "えけせてねへめれげぜでべぺぇゑ",
    "o": "おこそとのほもよろをごぞどぼぽょぉ",
}.items():
    for _c in _chars:
        _ROW[_c] = _vowel
_LONG = {"a": "あぁー", "i": "いぃー", "u": "うぅー", "e": "えいぇー", "o": "おうぉー"}


def hiragana(text):
    text = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def normalise(kana):
    """Hiragana with every long vowel as ー."""
    out, vowel = [], None
    for c in hiragana(kana):
        if vowel and c in _LONG[vowel]:
            out.append("ー")
        else:
            out.append(c)
            vowel = _ROW.get(c)
    return "".join(out)


def groups(gold, ruby):
    """Join gold tokens and ruby spans that overlap."""
    spans = sorted(
        [(t["start"], t["end"], 0, t) for t in gold] + [(r["start"], r["end"], 1, r) for r in ruby],
        key=lambda s: s[:3],
    )
    current, reach = [], -1
    for span in spans:
        if current and span[0] >= reach:
            yield current
            current = []
        current.append(span)
        reach = max(reach, span[1])
    if current:
        yield current


def spell(text, start, end, spans, readings, other):
    """The kana of text[start:end] as one side gives it, a list of pieces.

    other: the positions that the other side covers.
    """
    pieces, at = [], start
    todo = sorted(zip(((s["start"], s["end"]) for s in spans), readings, strict=True))
    for (a, b), reading in [*todo, ((end, end), "")]:
        for i in range(at, a):
            c = text[i]
            if KANA.match(c) and not (c in COUNTER_KE and i in other):
                pieces.append(c)
            elif KANJI.match(c):
                pieces.append(NONE)
            elif i in other:
                pieces.append(ANY)
            else:
                pieces.append(c)
        pieces.append(reading)
        at = max(at, b)
    return "".join(pieces)


def same(gold, system):
    """Do two spelled-out readings agree?  ANY matches one kana or more."""
    gold, system = normalise(gold), normalise(system)
    if NONE in system:
        return False
    gold = gold.replace(NONE, ANY)

    def pattern(s):
        return "".join(".+" if c == ANY else re.escape(c) for c in re.sub(ANY + "+", ANY, s))

    return bool(re.fullmatch(pattern(gold), system) or re.fullmatch(pattern(system), gold))


def readings_of(token, text, lenient):
    found = [token["reading"], *token.get("alt", [])]
    if lenient:
        equal = EQUIVALENT.get(text[token["start"] : token["end"]], [])
        if any(normalise(r) == normalise(e) for r in found for e in equal):
            found += equal
    return found


def judge(text, gold, ruby):
    """Yield (gold tokens, strict, lenient, covered, surface, gold kana, system kana)."""
    for group in groups(gold, ruby):
        g = [s[3] for s in group if s[2] == 0]
        r = [s[3] for s in group if s[2] == 1]
        if not g:
            continue
        start = min(s[0] for s in group)
        end = max(s[1] for s in group)
        g_at = {i for t in g for i in range(t["start"], t["end"])}
        r_at = {i for t in r for i in range(t["start"], t["end"])}
        system = spell(text, start, end, r, [t["reading"] for t in r], g_at)
        verdict = []
        for lenient in (False, True):
            choices = itertools.product(*(readings_of(t, text, lenient) for t in g))
            verdict.append(
                any(same(spell(text, start, end, g, choice, r_at), system) for choice in itertools.islice(choices, 500))
            )
        covered = [all(i in r_at for i in range(t["start"], t["end"]) if KANJI.match(text[i])) for t in g]
        want = spell(text, start, end, g, [t["reading"] for t in g], r_at)
        yield g, verdict[0], verdict[1], covered, text[start:end], want, system


def show(kana):
    return re.sub(ANY + "+", "…", hiragana(kana).replace(NONE, "□")) or "□"


def load(path, key):
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.strip():
                row = json.loads(line)
                if key not in row or "id" not in row:
                    sys.exit(f"{path}:{number}: needs id and {key}")
                yield row


def check(row_id, text, ruby):
    last = 0
    for r in sorted(ruby, key=lambda r: (r["start"], r["end"])):
        if not 0 <= r["start"] < r["end"] <= len(text) or r["start"] < last:
            sys.exit(f"system, id {row_id}: span {r} overlaps another or leaves the text")
        last = r["end"]


def score(gold_rows, system_rows):
    system = {row["id"]: row["ruby"] for row in system_rows}
    n = collections.Counter()
    errors = collections.Counter()
    for row in gold_rows:
        text, tokens = row["text"], [t for t in row["tokens"] if t.get("reading")]
        n["chars"] += len(text)
        if not tokens:
            continue
        n["sentences"] += 1
        if row["id"] not in system:
            n["missing"] += 1
        ruby = system.get(row["id"], [])
        check(row["id"], text, ruby)
        all_strict = all_lenient = True
        for g, strict, lenient, covered, surface, want, got in judge(text, tokens, ruby):
            n["tokens"] += len(g)
            n["covered"] += sum(covered)
            n["strict"] += len(g) * strict
            n["lenient"] += len(g) * lenient
            all_strict &= strict
            all_lenient &= lenient
            if not strict:
                errors[surface, show(want), show(got), lenient] += 1
        n["sentences_strict"] += all_strict
        n["sentences_lenient"] += all_lenient
    return n, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold")
    parser.add_argument("system")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N most frequent wrong readings")
    parser.add_argument("--seconds", type=float, metavar="S", help="time the system took, to print characters a second")
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")
    args = parser.parse_args()

    n, errors = score(load(args.gold, "tokens"), load(args.system, "ruby"))
    tokens, sentences = max(1, n["tokens"]), max(1, n["sentences"])
    figures = {
        "sentences": n["sentences"],
        "tokens": n["tokens"],
        "chars": n["chars"],
        "token_strict": n["strict"] / tokens,
        "token_lenient": n["lenient"] / tokens,
        "sentence_strict": n["sentences_strict"] / sentences,
        "sentence_lenient": n["sentences_lenient"] / sentences,
        "coverage": n["covered"] / tokens,
        "missing_sentences": n["missing"],
    }
    if args.seconds:
        figures["chars_per_second"] = n["chars"] / args.seconds
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            text = f"{100 * value:.2f} %" if isinstance(value, float) and value <= 1 else f"{value:.0f}"
            print(f"{name:18} {text:>10}")
    if args.errors:
        print("\nwrong readings (count, surface: gold → system; ~ accepted when lenient)")
        for (surface, want, got, lenient), count in errors.most_common(args.errors):
            print(f"{count:5}  {surface}: {want} → {got}{'  ~' if lenient else ''}")


if __name__ == "__main__":
    main()
