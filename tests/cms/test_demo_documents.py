"""The demo city's PDFs and pictures: real, tagged, small, licensed, and in agreement with the pages that offer them."""

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cms.demo.sources import build

DEMO = Path(__file__).parents[2] / "cms" / "demo"
PAGES = {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("pages/**/*.yaml"))}
DEPARTMENTS = {row["slug"]: row for row in yaml.safe_load((DEMO / "departments.yaml").read_text(encoding="utf-8"))}
DOCUMENTS = sorted(DEMO.glob("documents/*.pdf"))
PICTURES = sorted(DEMO.glob("images/*.png"))
# Source: Open Graph, the size Facebook and others recommend for a preview picture.
PREVIEW_PICTURE = "og.png"

# Our choice: a page with one picture stays far below the 150 KB a page may weigh; a form or plan loads at once on a phone.
PICTURE_BYTES_MAXIMUM = 40 * 1024
DOCUMENT_BYTES_MAXIMUM = 120 * 1024
# Our choice: less text than this is a picture of a page.
DOCUMENT_TEXT_MINIMUM = 400  # characters


def named(value: object, key: str) -> Iterator[str]:
    """Yield every file name that stands under the key, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from named(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == key and isinstance(item, str):
                yield item
            yield from named(item, key)
    elif isinstance(value, str) and key == "document":
        yield from re.findall(r"document:([\w.-]+)", value)


@cache
def text_of(path: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


def squeezed(text: str) -> str:
    """Return the text without blanks, line ends and readings in brackets, which stand where a line or a page needs them."""
    return re.sub(r"\s|（[ぁ-んー]+）", "", text)


def elements(node: object, tag: str | None = None) -> Iterator[DictionaryObject]:
    """Yield the structure elements below a node, in reading order; with a tag only those that bear it."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from elements(child, tag)
    if not isinstance(node, DictionaryObject):
        return
    if "/S" in node and tag in (None, node["/S"]):
        yield node
    yield from elements(node.get("/K"), tag)


def offered() -> list[tuple[str, dict, dict]]:
    """Return each form offered by a forms page: its file, its entry, its page."""
    pages = [page for page in PAGES.values() if page["type"] == "forms"]
    return [(form["document"], form, page) for page in pages for form in page["forms"]]


def plans() -> list[tuple[str, dict]]:
    return [(page["document"], page) for page in PAGES.values() if page["type"] == "plan"]


def test_every_named_file_exists_and_every_file_is_named():
    documents = {name for page in PAGES.values() for name in named(page, "document")}
    pictures = {name for page in PAGES.values() for name in named(page, "image")} - {""}

    assert {path.name for path in DOCUMENTS} == documents
    assert {path.name for path in PICTURES} == pictures | {PREVIEW_PICTURE}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_tagged_and_says_its_title_and_language(path):
    root = PdfReader(path).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "ja"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert PdfReader(path).metadata.title.endswith("（見本）")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_has_real_text_and_headings(path):
    tree = PdfReader(path).trailer["/Root"]["/StructTreeRoot"]
    text = text_of(path)

    assert len(text) > DOCUMENT_TEXT_MINIMUM
    assert squeezed(PdfReader(path).metadata.title) in text
    assert "小野市（見本）" in text
    assert not re.findall("[\ue000-\uf8ff\ufffd\u2e80-\u2fdf]", text)
    assert len(list(elements(tree, "/H1"))) >= 3
    assert len(list(elements(tree, "/Figure"))) == 0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_tables_have_headings_for_columns_and_rows(path):
    tree = PdfReader(path).trailer["/Root"]["/StructTreeRoot"]

    tables = list(elements(tree, "/Table"))

    assert tables
    for table in tables:
        heads, *rows = elements(table, "/TR")
        assert {scope(cell) for cell in elements(heads, "/TH")} == {"/Column"}
        assert not list(elements(heads, "/TD"))
        for row in rows:
            first, *others = [cell for cell in elements(row) if cell["/S"] in ("/TH", "/TD")]
            assert scope(first) == ("/Row" if first.get("/K") else None)
            assert {cell["/S"] for cell in others} <= {"/TD"}


def scope(cell: DictionaryObject) -> str | None:
    """Return what a cell is the heading of; None for a cell of data."""
    attributes = [owner.get_object() for owner in cell.get("/A", [])]
    scopes = [owner["/Scope"] for owner in attributes if "/Scope" in owner]
    return scopes[0] if cell["/S"] == "/TH" else None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_holds_its_fonts_and_no_other(path):
    fonts = [font.get_object() for page in PdfReader(path).pages for font in page["/Resources"]["/Font"].values()]

    for font in fonts:
        assert re.fullmatch(r"/[A-Z]{6}\+BIZUDPGothic-(Regular|Bold)", font["/BaseFont"])
        assert "/ToUnicode" in font
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_a_small_a4_print(path):
    pages = PdfReader(path).pages

    assert path.stat().st_size <= DOCUMENT_BYTES_MAXIMUM
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    assert len(pages) <= (2 if path.name in {name for name, _, _ in offered()} else 4)


@pytest.mark.parametrize(("name", "form", "page"), offered(), ids=[name for name, _, _ in offered()])
def test_form_agrees_with_its_page(name, form, page):
    department = DEPARTMENTS[page["department"]]

    text = text_of(DEMO / "documents" / name)

    assert squeezed(form["name"]) in text
    for fact in ("name", "floor", "phone", "fax", "hours"):
        assert squeezed(department[fact]) in text
    for yen in re.findall(r"[\d,]+円", form["summary"] + " ".join(form["bring"])):
        assert yen in text


@pytest.mark.parametrize(("name", "page"), plans(), ids=[name for name, _ in plans()])
def test_plan_agrees_with_its_page(name, page):
    text = text_of(DEMO / "documents" / name)

    tables = [block["table"] for block in page["summary"] if "table" in block]

    assert squeezed(page["period"]) in text
    assert tables
    for cell in [cell for table in tables for row in table["rows"] for cell in row]:
        assert squeezed(cell) in text


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_picture_is_small_and_has_the_right_shape(path):
    with Image.open(path) as picture:
        size = picture.size

    assert size == ((1200, 630) if path.name == PREVIEW_PICTURE else (1200, 800))
    assert path.stat().st_size <= PICTURE_BYTES_MAXIMUM


@pytest.mark.parametrize("path", sorted(DEMO.glob("sources/pictures/*.svg")), ids=lambda path: path.name)
def test_drawing_holds_no_text(path):
    assert not re.findall(r"<(?:text|tspan|image|title|foreignObject)\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["documents", "images"])
def test_every_file_has_a_licence_line(folder):
    with (DEMO / folder / "LICENCES.tsv").open(encoding="utf-8", newline="") as stream:
        rows = {row["file"]: row for row in csv.DictReader(stream, delimiter="\t")}

    assert rows.keys() == {path.name for path in [*DOCUMENTS, *PICTURES] if path.parent.name == folder}
    for row in rows.values():
        assert row["licence"] == "Apache-2.0"
        assert (DEMO / row["made_from"]).is_file()


def test_no_source_changed_after_its_file_was_made():
    """When this fails: python cms/demo/sources/build.py"""
    now = {name: build.fingerprint(source) for name, source in build.sources().items()}

    assert build.read_built() == now
    assert now.keys() == {path.name for path in [*DOCUMENTS, *PICTURES]}


@pytest.fixture
def tools():
    """Skip where the files cannot be made: the typesetter or the font is missing."""
    try:
        build.check_tools()
    except build.CannotBuildError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_building_gives_the_committed_document(path, tools, tmp_path):
    made = tmp_path / path.name

    made.write_bytes(build.make(path.name, build.sources()[path.name]))

    assert text_of(made) == text_of(path)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_building_gives_the_committed_picture(path, tools):
    made = build.make(path.name, build.sources()[path.name])

    with Image.open(io.BytesIO(made)) as new, Image.open(path) as old:
        difference = ImageChops.difference(new.convert("RGB"), old.convert("RGB"))

    # Our choice: other releases of the drawing program may round the edges of shapes; a moved shape gives far more.
    assert max(ImageStat.Stat(difference).mean) < 0.5  # of 255


def test_the_build_names_a_source_it_does_not_have(capsys):
    assert build.main(["nai.pdf"]) == 2
    assert capsys.readouterr().err == "元になるファイルがありません / No source: nai.pdf\n"


def test_the_build_says_in_one_line_that_the_font_is_missing(capsys, monkeypatch, tmp_path):
    pytest.importorskip("typst")
    pytest.importorskip("pikepdf")
    monkeypatch.setattr(build, "FONT_DIR", tmp_path)

    assert build.main(["ininjo.pdf"]) == 2
    assert capsys.readouterr().err == (
        "BIZ UDPゴシックがありません。apt install fonts-morisawa-bizud-gothic / Missing font BIZ UDPGothic.\n"
    )
