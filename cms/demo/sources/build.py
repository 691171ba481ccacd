"""Makes the demo city's PDFs from documents/*.typ and its pictures from pictures/*.svg.

Run `python cms/demo/sources/build.py`, or add the names of the files to make: `… build.py ininjo.pdf bus.png`.
It needs the packages of the extra `dev` and the font BIZ UDPGothic (Debian: fonts-morisawa-bizud-gothic).
Run as a file, not with -m: it needs neither Django nor a database. The same sources give the same bytes.
"""

import hashlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent
FONT_DIR = Path("/usr/share/fonts/truetype/bizud-gothic")
BUILT = HERE / "built.tsv"
# Our choice: enough for flat drawings with soft edges, and every picture stays under 40 KB.
PICTURE_COLOURS = 64


class CannotBuildError(Exception):
    """Something the build needs is missing; the message says what."""


def sources() -> dict[str, Path]:
    """Return the source of each file to make, by the file's name. Names with _ in front are shared parts."""
    documents = {f"{path.stem}.pdf": path for path in HERE.glob("documents/*.typ") if path.name[0] != "_"}
    pictures = {f"{path.stem}.png": path for path in HERE.glob("pictures/*.svg") if path.name[0] != "_"}
    return dict(sorted((documents | pictures).items()))


def target(name: str) -> Path:
    return DEMO / ("documents" if name.endswith(".pdf") else "images") / name


def fingerprint(source: Path) -> str:
    """Return what changes when the source, or a part shared by its folder, changes."""
    files = [source, *sorted(source.parent.glob("_*"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def read_built() -> dict[str, str]:
    """Return the fingerprint each file was made from."""
    if not BUILT.exists():
        return {}
    rows = (line.split("\t") for line in BUILT.read_text(encoding="utf-8").splitlines()[1:])
    return dict(rows)


def write_built(made: dict[str, str]) -> None:
    rows = [f"{name}\t{mark}\n" for name, mark in sorted(made.items())]
    BUILT.write_text("file\tmade_from\n" + "".join(rows), encoding="utf-8")


def make_document(source: Path) -> bytes:
    """Return a tagged PDF (PDF/UA-1) of one Typst file."""
    import pikepdf  # optional extra
    import typst  # optional extra

    pdf = typst.compile(source, root=DEMO, pdf_standards="ua-1", ignore_system_fonts=True, font_paths=[FONT_DIR])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tag_row_headings(document)
        out = io.BytesIO()
        document.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True
        )
    return out.getvalue()


def tag_row_headings(document) -> None:
    """Make the first cell of each table row the heading of its row.

    Typst 0.15 can tag heading rows, not yet heading columns. The scopes then say all, so its lists of headings go.
    """
    import pikepdf  # optional extra

    for cell in elements(document.Root.StructTreeRoot, "/TD"):
        attributes = table_attributes(cell)
        if "/Headers" in attributes:
            del attributes["/Headers"]
        row = cell.P
        is_first = isinstance(row.K, pikepdf.Array) and row.K[0].objgen == cell.objgen
        if is_first and has_content(cell):
            cell.S = pikepdf.Name.TH
            attributes["/O"] = pikepdf.Name.Table
            attributes["/Scope"] = pikepdf.Name.Row


def has_content(cell) -> bool:
    """Tell whether a cell holds more than room for the pen."""
    import pikepdf  # optional extra

    children = cell.get("/K", pikepdf.Array())
    return not isinstance(children, pikepdf.Array) or len(children) > 0


def table_attributes(cell):
    """Return the attributes of a cell that its table owns, newly made when there are none."""
    import pikepdf  # optional extra

    given = cell.get("/A", pikepdf.Array())
    owners = list(given) if isinstance(given, pikepdf.Array) else [given]
    for owner in owners:
        if owner.get("/O") == "/Table":
            return owner
    cell.A = pikepdf.Array([*owners, pikepdf.Dictionary(O=pikepdf.Name.Table)])
    return cell.A[len(owners)]


def elements(node, tag: str) -> Iterator:
    """Yield the structure elements below a node that bear the tag."""
    import pikepdf  # optional extra

    if not isinstance(node, pikepdf.Dictionary):
        return
    if node.get("/S") == tag:
        yield node
    children = node.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from elements(child, tag)


def make_picture(source: Path) -> bytes:
    """Return a small PNG of one SVG drawing, one pixel for each unit of its viewBox."""
    import typst  # optional extra
    from PIL import Image

    drawing = with_shared_parts(source)
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing).groups()
    page = f"""
        #set page(width: {width}pt, height: {height}pt, margin: 0pt)
        #image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
    """
    png = typst.compile(page.encode(), format="png", ppi=72, sys_inputs={"drawing": drawing}, ignore_system_fonts=True)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = picture.quantize(PICTURE_COLOURS, kmeans=2, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def with_shared_parts(source: Path) -> str:
    """Return the drawing with each part it takes from _parts.svg (<use href="_parts.svg#…"/>) put into it."""
    drawing = source.read_text(encoding="utf-8")
    parts = (source.parent / "_parts.svg").read_text(encoding="utf-8")
    defs = re.search(r"<defs>.*</defs>", parts, re.DOTALL).group()
    return re.sub(r"(<svg[^>]*>)", lambda opening: opening.group() + defs, drawing, count=1).replace("_parts.svg#", "#")


def check_tools() -> None:
    """Raise CannotBuildError with one line that says what is missing."""
    try:
        import pikepdf  # noqa: F401  optional extra
        import typst  # noqa: F401  optional extra
    except ImportError as error:
        raise CannotBuildError(
            f"{error.name} がありません。pip install -e .[dev] / Missing package {error.name}."
        ) from error
    if not list(FONT_DIR.glob("BIZUDPGothic-*.ttf")):
        raise CannotBuildError(
            "BIZ UDPゴシックがありません。apt install fonts-morisawa-bizud-gothic / Missing font BIZ UDPGothic."
        )


def make(name: str, source: Path) -> bytes:
    return make_document(source) if name.endswith(".pdf") else make_picture(source)


def main(names: list[str]) -> int:
    """Make the named files, or all; return 0 when every one was made."""
    known = sources()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"元になるファイルがありません / No source: {', '.join(unknown)}", file=sys.stderr)
        return 2
    try:
        check_tools()
    except CannotBuildError as error:
        print(error, file=sys.stderr)
        return 2
    built = {name: mark for name, mark in read_built().items() if name in known}
    for name in names or known:
        content = make(name, known[name])
        target(name).write_bytes(content)
        built[name] = fingerprint(known[name])
        print(f"{name}\t{len(content) / 1024:.1f} KB")
    write_built(built)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
