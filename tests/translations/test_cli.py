import json
import subprocess
import sys

import pytest


def run(*arguments, data=b"", **options):
    """Run the command; gives exit code, output, errors."""
    done = subprocess.run(
        [sys.executable, "-m", "translations", *arguments], input=data, capture_output=True, check=False, **options
    )
    return done.returncode, done.stdout, done.stderr.decode()


KANJI = "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>"


def test_html_from_standard_input():
    assert run("ruby", "-", data="<p>漢字\r\n</p>".encode()) == (0, f"<p>{KANJI}\r\n</p>".encode(), "")


def test_html_from_files_one_after_the_other(tmp_path):
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    one.write_text("<p>漢字</p>\n", encoding="utf-8")
    two.write_text("<p>かな</p>", encoding="utf-8")

    assert run("ruby", "--format", "html", str(one), str(two)) == (0, f"<p>{KANJI}</p>\n<p>かな</p>".encode(), "")


def test_html_grade():
    assert run("ruby", "--grade", "3", "-", data="漢字".encode()) == (0, "漢字".encode(), "")


def test_empty_input():
    assert run("ruby", "-") == (0, b"", "")
    assert run("ruby", "--format", "jsonl", "-") == (0, b"", "")
    assert run("ruby", "--format", "text", "-") == (0, b"", "")


def test_text_puts_readings_in_brackets():
    source = "図書館で行う。\n7月1日の取り引き\n".encode()
    expected = "図書館（としょかん）で行（おこな）う。\n7月（がつ）1日（ついたち）の取（と）り引（ひ）き\n".encode()

    assert run("ruby", "--format", "text", "-", data=source) == (0, expected, "")


def test_jsonl():
    source = '\ufeff{"id": 7, "text": "𠮷 行う"}\n\n{"id": "b", "text": ""}\n'.encode()

    code, out, err = run("ruby", "--format", "jsonl", "-", data=source)

    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [
        {
            "id": 7,
            "ruby": [
                {"start": 0, "end": 1, "reading": "きち", "confidence": 0.99},
                {"start": 2, "end": 3, "reading": "おこな", "confidence": 0.98},
            ],
        },
        {"id": "b", "ruby": []},
    ]


def test_jsonl_writes_each_line_at_once():
    with subprocess.Popen(
        [sys.executable, "-m", "translations", "ruby", "--format", "jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdin.write('{"id": 1, "text": "漢字"}\n'.encode())
        process.stdin.flush()

        assert json.loads(process.stdout.readline())["id"] == 1

        process.stdin.close()
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "Not JSON"),
        (b'{"id": 1}', 'Must be an object with "id" and a string "text"'),
        (b'["id"]', "Must be an object"),
        (b'{"id": 1, "text": 5}', "Must be an object"),
        ("漢".encode("cp932"), "Not UTF-8 (byte 1)"),
    ],
)
def test_jsonl_names_the_broken_line(line, message):
    code, out, err = run("ruby", "--format", "jsonl", "-", data=b'{"id": 1, "text": ""}\n' + line + b"\n")

    assert (code, out) == (3, b'{"id": 1, "ruby": []}\n')
    assert "line 2" in err
    assert message in err


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp932", "<meta charset=Shift_JIS>"),
        ("cp932", '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">'),
        ("euc_jp", '<meta charset="EUC-JP">'),
        ("euc_jp", '<?xml version="1.0" encoding="euc-jp"?>'),
        ("utf-16", ""),
        ("utf-8-sig", ""),
    ],
)
def test_html_keeps_the_encoding(encoding, head):
    source = f"{head}<p>漢字</p>\n"

    code, out, err = run("ruby", "-", data=source.encode(encoding))

    assert (code, err) == (0, "")
    assert out.decode(encoding) == f"{head}<p>{KANJI}</p>\n"
    assert out[:2] == source.encode(encoding)[:2]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<p>漢字".encode("cp932"), "not utf-8"),
        ("<meta charset=nonsense><p>漢字".encode("cp932"), "unknown encoding nonsense"),
        (b"<meta charset=shift_jis>\x87\x90", "change when written back as cp932"),
        (b"\xff\xfe\x41", "not utf-16-le"),
    ],
)
def test_html_in_an_unknown_encoding_is_refused(data, message):
    code, out, err = run("ruby", "-", data=data)

    assert (code, out) == (3, b"")
    assert message in err
    assert "Traceback" not in err


def test_missing_file_is_named(tmp_path):
    code, out, err = run("ruby", str(tmp_path / "none.html"))

    assert (code, out) == (3, b"")
    assert "none.html" in err
    assert "Cannot open the file" in err


@pytest.mark.parametrize(
    "arguments", [[], ["ruby"], ["hard", "-"], ["ruby", "--grade", "7", "-"], ["ruby", "--format", "pdf", "-"]]
)
def test_wrong_use_exits_with_2(arguments):
    code, out, err = run(*arguments)

    assert (code, out) == (2, b"")
    assert "usage:" in err


def test_reader_that_goes_away_is_no_error():
    done = subprocess.run(
        f"yes '漢字' | head -20000 | {sys.executable} -m translations ruby --format text - | head -1",
        shell=True,
        capture_output=True,
        check=False,
    )

    assert (done.stdout, done.stderr.decode()) == ("漢字（かんじ）\n".encode(), "")


ROMAJI_WITHOUT_PYKAKASI = (
    "import sys; sys.modules['pykakasi'] = None; from translations.cli import main; sys.exit(main(['romaji', '-']))"
)


def test_romaji():
    pytest.importorskip("pykakasi")
    source = "好古館の小野市立図書館\n東京へ行きます。\nそう思う\n".encode()

    code, out, err = run("romaji", "-", data=source)

    assert (code, err) == (0, "")
    assert out.decode() == "Kōkokan no Onoshiritsu toshokan\nTōkyō e ikimasu。\nsō omou\n"


def test_romaji_without_pykakasi_says_so_in_one_line():
    done = subprocess.run(
        [sys.executable, "-c", ROMAJI_WITHOUT_PYKAKASI], input="小野".encode(), capture_output=True, check=False
    )

    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().count("\n") == 1
    assert "pip install '.[kakasi]'" in done.stderr.decode()


def test_romaji_leaves_latin_letters_alone():
    pytest.importorskip("pykakasi")
    assert run("romaji", "-", data=b"Ono 2026\n") == (0, b"Ono 2026\n", "")


HEAD = "surface\treading\tcontext\tsource\tstatus\n"


def test_dictionary_of_the_city_wins(tmp_path):
    path = tmp_path / "city.tsv"
    path.write_text(HEAD + "好古館\tよしふるかん\t\t市\tsure\n", encoding="utf-8-sig")

    code, out, err = run("ruby", "--format", "text", "--dictionary", str(path), "-", data="好古館".encode())

    assert (code, out.decode(), err) == (0, "好古館（よしふるかん）", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "好古館\tコウコカン\t\t市\tsure\n", "2行目 (line 2): 「好古館」のよみ「コウコカン」をひらがなで"),
        (HEAD + "\n好古館\tこうこかん\n", "3行目: 列が 2個あります"),
        (HEAD + "好古館\tこうこかん\t\t市\tmaybe\n", "status は sure か confirm です（maybe）"),
        ("surface,reading\n好古館,こうこかん\n", "1行目 (line 1): 列 surface, reading, context"),
    ],
)
def test_broken_row_of_a_dictionary_is_named(tmp_path, text, message):
    path = tmp_path / "city.tsv"
    path.write_text(text, encoding="utf-8")

    code, out, err = run("ruby", "--dictionary", str(path), "-", data="<p>好古館</p>".encode())

    assert (code, out) == (3, b"")
    assert "city.tsv" in err
    assert message in err
    assert err.count("\n") == 1


def test_missing_dictionary_is_named(tmp_path):
    code, out, err = run("ruby", "--dictionary", str(tmp_path / "none.tsv"), "-", data=b"")

    assert (code, out) == (3, b"")
    assert "none.tsv: ファイルを開けません" in err


def test_translate_gives_what_is_sure_and_the_reasons_for_the_rest(tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("term\ttarget\tkind\tnote\tsource\n市役所\tTown Office\tmust\t\t\n", encoding="utf-8")
    source = '{"id": 1, "text": "市役所"}\n{"id": 2, "text": "窓口へ"}\n'.encode()

    code, out, err = run("translate", "--locale", "en", "--glossary", str(own), "-", data=source)

    first, second = (json.loads(line) for line in out.splitlines())
    assert (code, err) == (0, "")
    assert first == {"id": 1, "html": "Town Office", "origin": "glossary", "draft": "", "findings": []}
    assert (second["html"], [finding["check"] for finding in second["findings"]]) == (None, ["engine"])


def test_translate_names_a_wrong_option_and_a_missing_glossary(tmp_path):
    code, _, err = run("translate", "--locale", "en", "--engine", "argos", "--option", "colour=red", "-", data=b"")
    assert (code, "Not an option of argos" in err) == (3, True)

    code, _, err = run("translate", "--locale", "en", "--glossary", str(tmp_path / "none.tsv"), "-", data=b"")
    assert (code, "Cannot open" in err) == (3, True)
