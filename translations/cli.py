"""The command line: python -m translations ruby, romaji, easy and translate.

Exit codes: 0 done, 1 a text is not easy enough (easy only), 2 wrong use, 3 an input or a dictionary could not be read (what came
before it was written).
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, TypedDict

from translations import engines
from translations.easy_japanese import judge
from translations.easy_japanese.report import as_dict, as_text
from translations.errors import InputError, TranslationsError
from translations.furigana.dictionary import Dictionary, load, shipped
from translations.furigana.html import add_ruby
from translations.furigana.layout import HAS_KANJI, Ruby
from translations.furigana.levels import GRADES
from translations.furigana.readings import read, read_with_confidence
from translations.furigana.romaji import to_romaji
from translations.glossary import load as load_glossary
from translations.glossary import shipped as shipped_glossary
from translations.pipeline import translate

OK, TOO_HARD, WRONG_USE, NOT_READ = 0, 1, 2, 3

# Source: HTML Living Standard §4.2.5.4: the encoding is declared in the first 1,024 bytes.
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_DECLARATION_BYTES = 1024
# Source: WHATWG Encoding Standard: the label shift_jis means Windows-31J.
_ALIASES = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    options.code = OK
    try:
        options.words = _read_dictionary(getattr(options, "dictionary", None))
        for name in options.files:
            with _open(name) as source:
                options.run(source, sys.stdout.buffer, name, options)
        sys.stdout.flush()
    except TranslationsError as error:
        sys.stdout.flush()
        print(f"translations: {error}", file=sys.stderr)
        return NOT_READ
    except BrokenPipeError:  # the reader went away, as `head` does: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(options.code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m translations", description="日本語の文章の道具 / Tools for Japanese text"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ruby = commands.add_parser("ruby", help="ふりがなを付ける / add furigana")
    ruby.add_argument("files", nargs="+", metavar="FILE", help="- は標準入力 / - is standard input")
    ruby.add_argument(
        "--format",
        choices=sorted(_FORMATS),
        default="html",
        help="html: <ruby> を加える。jsonl: 位置と読み。text: 漢字（かんじ） / "
        "html adds <ruby>, jsonl gives offsets, text puts readings in brackets",
    )
    ruby.add_argument(
        "--grade",
        type=int,
        choices=GRADES,
        metavar="N",
        help="小学校N年生までに習う漢字だけの語には付けない / "
        "no furigana on words of kanji taught up to school grade N (1-6)",
    )
    ruby.add_argument(
        "--dictionary",
        metavar="FILE",
        help="市の読み（TSV: surface reading context source status）。いつも優先する / "
        "readings that win over all others: a TSV file with these columns",
    )
    ruby.set_defaults(run=_ruby)
    romaji = commands.add_parser(
        "romaji",
        help="ヘボン式のローマ字にする（pykakasiが要ります） / write in Latin letters, Hepburn (needs pykakasi)",
    )
    romaji.add_argument(
        "files", nargs="+", metavar="FILE", help="1行に1つ。- は標準入力 / one a line; - is standard input"
    )
    romaji.set_defaults(run=_romaji)
    _add_easy(commands)
    _add_translate(commands)
    return parser


def _add_easy(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "easy", help="やさしい日本語かどうかを調べる / judge whether a text is easy Japanese, and say why"
    )
    command.add_argument(
        "files", nargs="+", metavar="FILE", help="改行で段落が変わる。- は標準入力 / plain text; - is standard input"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument(
        "--disaster", action="store_true", help="災害の文章（もっと短く） / a text read in haste: lower limits"
    )
    command.add_argument("--spaced", action="store_true", help="分かち書きを求める / ask for spaces between phrases")
    command.set_defaults(run=_easy)


def _add_translate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "translate",
        help="外国語の下書きを作り、確かめる / make drafts in a foreign language and check them",
    )
    command.add_argument(
        "files", nargs="+", metavar="FILE", help="JSONL {id, text}。- は標準入力 / - is standard input"
    )
    command.add_argument("--locale", required=True, help="en, pt-br, vi, zh-hans, ko")
    command.add_argument("--engine", choices=engines.names(), default="none")
    command.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="エンジンの設定。folder=モデルの場所、url=サーバー / of the engine: folder=models, url=server",
    )
    command.add_argument("--glossary", metavar="FILE", help="市の用語集（TSV） / the city's own terms, which win")
    command.set_defaults(run=_translate)


def _read_dictionary(name: str | None) -> Dictionary | None:
    """Give the shipped dictionary with the rows of a file over it; None without a file."""
    if name is None:
        return None
    try:
        return shipped().with_entries(load(Path(name).resolve()))
    except OSError as error:
        raise _cannot_open(name, error) from error


def _open(name: str) -> BinaryIO:
    if name == "-":
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise _cannot_open(name, error) from error


def _cannot_open(name: str, error: OSError) -> InputError:
    return InputError(
        f"{name}: ファイルを開けません。名前を確かめてください。 / "
        f"Cannot open the file: {error.strerror}. Check its name."
    )


class _How(TypedDict):
    """What the options say of the readings."""

    grade: int | None
    dictionary: Dictionary | None


def _ruby_html(source: BinaryIO, target: BinaryIO, name: str, how: _How) -> None:
    text, encoding = _decode(source.read(), name)
    target.write(add_ruby(text, **how).encode(encoding))


def _ruby_text(source: BinaryIO, target: BinaryIO, name: str, how: _How) -> None:
    for number, line in enumerate(source, 1):
        text = _utf8(line, f"{name}, {number}行目 (line {number})")
        target.write(_in_brackets(text, read(text, **how)).encode())


def _ruby_jsonl(source: BinaryIO, target: BinaryIO, name: str, how: _How) -> None:
    """Each line is written as soon as it is read, so that a pipe of any length needs no memory."""
    for number, line in enumerate(source, 1):
        place = f"{name}, {number}行目 (line {number})"
        row = _row(_utf8(line, place).lstrip("\ufeff"), place)
        if row is None:
            continue
        rubies = [
            ruby._asdict() | {"confidence": confidence} for ruby, confidence in read_with_confidence(row["text"], **how)
        ]
        target.write(json.dumps({"id": row["id"], "ruby": rubies}, ensure_ascii=False).encode() + b"\n")
        target.flush()


_FORMATS = {"html": _ruby_html, "jsonl": _ruby_jsonl, "text": _ruby_text}


def _ruby(source: BinaryIO, target: BinaryIO, name: str, options: argparse.Namespace) -> None:
    _FORMATS[options.format](source, target, name, {"grade": options.grade, "dictionary": options.words})


def _romaji(source: BinaryIO, target: BinaryIO, name: str, _options: argparse.Namespace) -> None:
    for number, line in enumerate(source, 1):
        text = _utf8(line, f"{name}, {number}行目 (line {number})").lstrip("\ufeff")
        target.write(to_romaji(text).encode())


def _easy(source: BinaryIO, target: BinaryIO, name: str, options: argparse.Namespace) -> None:
    """JSON: one line for each file."""
    text = _utf8(source.read(), name).lstrip("\ufeff")
    report = judge(text, is_disaster=options.disaster, is_spaced=options.spaced)
    if report.score is not None and not report.is_good:
        options.code = TOO_HARD
    if options.format == "json":
        target.write(json.dumps(as_dict(report, name), ensure_ascii=False).encode() + b"\n")
    else:
        target.write(as_text(report, text, name).encode())
    target.flush()


def _translate(source: BinaryIO, target: BinaryIO, name: str, options: argparse.Namespace) -> None:
    """Lines of {"id", "text"} in; lines with the translation, or with the reasons and a draft, out."""
    settings = dict(setting.partition("=")[::2] for setting in options.option)
    try:
        engine = engines.build(options.engine, **settings)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"--option {', '.join(settings)}: {options.engine} の設定ではありません。 / Not an option of {options.engine}: {error}."
        ) from error
    words = shipped_glossary(options.locale)
    if options.glossary:
        try:
            words = words.with_terms(load_glossary(Path(options.glossary).resolve()))
        except OSError as error:
            raise _cannot_open(options.glossary, error) from error
    places = ((f"{name}, {number}行目 (line {number})", line) for number, line in enumerate(source, 1))
    rows = [row for place, line in places if (row := _row(_utf8(line, place).lstrip("\ufeff"), place))]
    done = translate((row["text"] for row in rows), options.locale, engine=engine, glossary=words)
    for row, result in zip(rows, done, strict=True):
        findings = [asdict(finding) for finding in result.findings]
        out = {
            "id": row["id"],
            "html": result.html,
            "origin": result.origin,
            "draft": result.draft,
            "findings": findings,
        }
        target.write(json.dumps(out, ensure_ascii=False).encode() + b"\n")
    target.flush()


def _row(line: str, place: str) -> dict[str, str] | None:
    """Give a line of JSONL; None for an empty line."""
    if not line.strip():
        return None
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: JSONではありません。 / Not JSON: {error}.") from error
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise InputError(
            f'{place}: {{"id": …, "text": "…"}} の形で書いてください。 / '
            'Must be an object with "id" and a string "text".'
        )
    return row


def _in_brackets(text: str, rubies: Iterable[Ruby]) -> str:
    """Put the reading after its kanji, in brackets; kanji that adjoin share them: 図書館（としょかん）."""
    out: list[str] = []
    done, waiting = 0, ""
    for start, end, reading in rubies:
        if waiting and (start > done or not HAS_KANJI.match(text[start])):  # 7月（がつ）1日（ついたち）
            out.append(f"（{waiting}）")
            waiting = ""
        out.append(text[done:end])
        waiting += reading
        done = end
    if waiting:
        out.append(f"（{waiting}）")
    return "".join([*out, text[done:]])


def _utf8(data: bytes, place: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place}: UTF-8ではありません（{error.start + 1}バイト目）。UTF-8で保存してください。 / "
            f"Not UTF-8 (byte {error.start + 1}). Save it as UTF-8."
        ) from error


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Give the text of an HTML file and its encoding: UTF-16 by its mark, UTF-8, or what the file declares."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _decode_as(data, encoding, name), encoding
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:_DECLARATION_BYTES])
        label = (declared[1] or declared[2]).decode("ascii", "replace").lower() if declared else "utf-8"
        encoding = _ALIASES.get(label, label)
        return _decode_as(data, encoding, name), encoding


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    problem = f"{encoding} ではありません / not {encoding}"
    try:
        text = data.decode(encoding)
        if text.encode(encoding) == data:
            return text
        problem = f"{encoding} に戻すと変わる字があります / some characters change when written back as {encoding}"
    except UnicodeError:
        pass
    except LookupError:
        problem = f"「{encoding}」という文字コードはありません / unknown encoding {encoding}"
    raise InputError(
        f"{name}: 文字コードが分かりません（{problem}）。UTF-8で保存してください。 / "
        "The encoding cannot be told. Save the file as UTF-8, or declare it with <meta charset>."
    )
