"""Installs, lists and removes packages of translation models (.argosmodel), without loading any.

A package is a ZIP file with one folder on top, which holds metadata.json, model/ and sentencepiece.model or bpe.model.
Nothing is unpacked before checksum, names and metadata are found in order.
"""

import functools
import hashlib
import json
import shutil
import stat
import tempfile
import tomllib
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from translations.errors import ModelError
from translations.tables import FOLDER

PACKAGES = "packages"
INDEX = FOLDER / "engines.toml"
_CHUNK_BYTES = 1 << 18
# Our choice: twenty times the largest package known (about 300 MB unpacked), against archives made to fill the disk.
MAX_UNPACKED_BYTES = 6 * 10**9
_TIMEOUT_S = 60

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Installed:
    """A package that is installed. source, target: as Argos writes them."""

    source: str
    target: str
    version: str
    folder: Path

    @property
    def code(self) -> str:
        """Its short name, such as ja_en."""
        return f"{self.source}_{self.target}"


@dataclass(frozen=True)
class Offered:
    """A package of an index. file: a path beside the index, or an address starting with https:// or http://."""

    code: str
    file: str
    sha256: str
    size_bytes: int
    note_ja: str
    note_en: str
    index: str

    @property
    def place(self) -> str:
        """Where the file is: an address, or a path."""
        if urllib.parse.urlsplit(self.file).scheme in ("http", "https"):
            return self.file
        if _is_address(self.index):
            return urllib.parse.urljoin(self.index, self.file)
        return str(Path(self.index).parent / self.file)


def installed(folder: Path) -> list[Installed]:
    """Give the packages installed below a folder, by code; what is no package is passed over."""
    found = []
    for place in sorted((folder / PACKAGES).glob("*/metadata.json")):
        try:
            found.append(_installed(place))
        except ModelError:
            continue
    return sorted(found, key=lambda package: package.code)


def offered(index: str | None = None) -> list[Offered]:
    """Give the packages of an index: a TOML file, an address of one, or the one that comes with the program.

    Raises ModelError if it cannot be read or a package has no checksum.
    """
    name = index or str(INDEX)
    try:
        if _is_address(name):
            with _get(name) as response:
                text = response.read().decode()
        else:
            text = Path(name).read_text(encoding="utf-8")
        rows = tomllib.loads(text).get("package", [])
        return [_offer(row, name) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"モデルの一覧 {name} が読めません（{error}）。名前と中身を確かめてください。 / "
            f"The index {name} cannot be read ({error}). Check its name and contents."
        ) from error


def install_offered(offer: Offered, folder: Path, progress: Progress | None = None) -> Installed:
    """Fetch a package of an index and install it. progress: called with bytes done and bytes in all.

    Raises ModelError if it cannot be fetched or is not the package of the index.
    """
    if not _is_address(offer.place):
        return install_file(Path(offer.place), folder, offer.sha256, progress)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "package.argosmodel"
        try:
            with _get(offer.place) as response, file.open("wb") as target:
                _copy(response, target, offer.size_bytes, progress)
        except OSError as error:
            raise ModelError(
                f"{offer.place} を取れません（{error}）。ネットにつながる機械で取り、--file で入れることもできます。 / "
                f"{offer.place} cannot be fetched ({error}). Fetch it on a machine with a network and use --file."
            ) from error
        return install_file(file, folder, offer.sha256)


def install_file(file: Path, folder: Path, sha256: str | None = None, progress: Progress | None = None) -> Installed:
    """Install a package from a file; one of the same languages is replaced.

    sha256: what the file must have; None takes any (the caller shows checksum() to compare).
    Raises ModelError, and leaves everything as it was, if the file is another one, damaged, or no package.
    """
    try:
        found = checksum(file, progress)
        if sha256 and found != sha256.strip().lower():
            raise ModelError(
                f"{file.name} は決められたファイルではありません（SHA-256 は {found}）。もう一度取ってください。 / "
                f"{file.name} is not the file that was meant (SHA-256 {found}). Fetch it again."
            )
        with zipfile.ZipFile(file) as archive:
            return _unpack(archive, file, folder)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ModelError(
            f"{file} が開けません（{error}）。翻訳モデルのファイル（.argosmodel）か確かめてください。 / "
            f"{file} cannot be opened ({error}). See whether it is a model package (.argosmodel)."
        ) from error


def remove(code: str, folder: Path) -> None:
    """Remove an installed package. Raises ModelError if there is none of this code."""
    for package in installed(folder):
        if package.code == code:
            shutil.rmtree(package.folder)
            return
    raise ModelError(f"モデル {code} は入っていません。 / The model {code} is not installed.")


def checksum(file: Path, progress: Progress | None = None) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    digest, done, total = hashlib.sha256(), 0, file.stat().st_size
    with file.open("rb") as source:
        for chunk in iter(functools.partial(source.read, _CHUNK_BYTES), b""):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done, total)
    return digest.hexdigest()


def _offer(row: dict[str, Any], index: str) -> Offered:
    if len(row["sha256"]) != 64:
        raise ValueError(f"{row['code']}: sha256")
    notes = str(row.get("note_ja", "")), str(row.get("note_en", ""))
    return Offered(str(row["code"]), str(row["file"]), row["sha256"].lower(), int(row["size_bytes"]), *notes, index)


def _is_address(name: str) -> bool:
    return urllib.parse.urlsplit(name).scheme in ("http", "https")


def _get(address: str) -> Any:
    return urllib.request.urlopen(address, timeout=_TIMEOUT_S)


def _copy(source: BinaryIO, target: BinaryIO, total: int, progress: Progress | None) -> None:
    done = 0
    for chunk in iter(functools.partial(source.read, _CHUNK_BYTES), b""):
        done += target.write(chunk)
        if done > total:
            raise OSError(f"longer than the {total} bytes of the index")
        if progress:
            progress(done, total)


def _unpack(archive: zipfile.ZipFile, file: Path, folder: Path) -> Installed:
    """Unpack beside the installed ones and put the new one in place of the old."""
    top = _top_folder(archive, file)
    packages = folder / PACKAGES
    packages.mkdir(parents=True, exist_ok=True)
    # Not in packages/: Argos takes every folder there for a package.
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        archive.extractall(scratch)
        new = _installed(Path(scratch) / top / "metadata.json")
        if not (new.folder / "model" / "model.bin").exists():
            raise _no_package(file, "model/model.bin")
        old = [package.folder for package in installed(folder) if package.code == new.code]
        for place in old:
            shutil.rmtree(place)
        place = packages / new.code
        shutil.move(new.folder, place)
    return Installed(new.source, new.target, new.version, place)


def _top_folder(archive: zipfile.ZipFile, file: Path) -> str:
    """Give the one folder that everything lies in, after a look at every name and the size of all."""
    tops, size = set(), 0
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename or is_link:
            raise ModelError(
                f"{file.name} には外へ書こうとする名前 {entry.filename} があります。使わないでください。 / "
                f"{file.name} holds a name that would be written elsewhere, {entry.filename}. Do not use this file."
            )
        tops.add(path.parts[0])
        size += entry.file_size
    if size > MAX_UNPACKED_BYTES:
        raise _no_package(file, f"{size} bytes")
    if len(tops) != 1:
        raise _no_package(file, f"{len(tops)} folders")
    return str(tops.pop())


def _installed(metadata: Path) -> Installed:
    try:
        found = json.loads(metadata.read_text(encoding="utf-8"))
        if found.get("type", "translate") != "translate":
            raise ValueError(found["type"])
        source, target = (str(found[key]) for key in ("from_code", "to_code"))
        if not (source.isalnum() and target.isalnum()):
            raise ValueError(f"{source}_{target}")
        return Installed(source, target, str(found.get("package_version", "")), metadata.parent)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise _no_package(metadata, str(error)) from error


def _no_package(file: Path, why: str) -> ModelError:
    return ModelError(
        f"{file.name} は翻訳モデルではありません（{why}）。.argosmodel のファイルを選んでください。 / "
        f"{file.name} is no package of a translation model ({why}). Choose an .argosmodel file."
    )
