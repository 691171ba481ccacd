"""Packages of models are installed whole or not at all."""

import hashlib
import json
import stat
import zipfile

import pytest

from translations import model_packages
from translations.errors import ModelError

METADATA = {"from_code": "ja", "to_code": "en", "package_version": "1.0", "type": "translate"}


@pytest.fixture
def package(tmp_path):
    """Give a function that writes a package with these files."""

    def write(files=None, name="own.argosmodel"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for place, text in {
                "ja_en/metadata.json": json.dumps(METADATA),
                "ja_en/model/model.bin": "x",
                **(files or {}),
            }.items():
                archive.writestr(place, text)
        return path

    return write


def test_the_tiny_package_is_listed_installed_and_removed(tmp_path):
    steps = []
    [offer] = model_packages.offered()

    done = model_packages.install_offered(offer, tmp_path, lambda bytes_done, total: steps.append((bytes_done, total)))

    assert (done.code, model_packages.installed(tmp_path)) == ("ja_en", [done])
    assert steps[-1] == (offer.size_bytes, offer.size_bytes)
    model_packages.remove("ja_en", tmp_path)
    assert model_packages.installed(tmp_path) == []
    with pytest.raises(ModelError, match="not installed"):
        model_packages.remove("ja_en", tmp_path)


def test_a_newer_package_takes_the_old_one_s_place(tmp_path, package):
    model_packages.install_file(package(), tmp_path)
    newer = json.dumps({**METADATA, "package_version": "2.0"})

    model_packages.install_file(package({"ja_en/metadata.json": newer}, "new.argosmodel"), tmp_path)

    assert [one.version for one in model_packages.installed(tmp_path)] == ["2.0"]


def test_another_file_than_the_one_that_was_meant_is_refused(tmp_path, package):
    file = package()

    with pytest.raises(ModelError, match="not the file that was meant"):
        model_packages.install_file(file, tmp_path, "0" * 64)

    assert model_packages.installed(tmp_path) == []
    assert (
        model_packages.install_file(file, tmp_path, hashlib.sha256(file.read_bytes()).hexdigest().upper()).code
        == "ja_en"
    )


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/evil.txt", "ja_en/../../evil.txt", "ja_en\\..\\..\\evil.txt", "C:evil.txt"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, package, name):
    folder = tmp_path / "deep" / "models"

    with pytest.raises(ModelError, match="written elsewhere"):
        model_packages.install_file(package({name: "evil"}), folder)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["own.argosmodel"]


def test_a_symbolic_link_is_refused(tmp_path, package):
    file = package()
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("ja_en/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc")

    with pytest.raises(ModelError, match="written elsewhere"):
        model_packages.install_file(file, tmp_path)


@pytest.mark.parametrize(
    "files",
    [
        {"ja_en/metadata.json": "{"},
        {"ja_en/metadata.json": "[]"},
        {"ja_en/metadata.json": json.dumps({**METADATA, "type": "sbd"})},
        {"ja_en/metadata.json": json.dumps({**METADATA, "to_code": "../en"})},
        {"other/readme.txt": "two folders"},
    ],
)
def test_what_is_no_package_is_refused(tmp_path, package, files):
    with pytest.raises(ModelError, match="no package"):
        model_packages.install_file(package(files), tmp_path)

    assert list((tmp_path / "packages").glob("*")) == []


def test_what_is_no_archive_is_refused(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("hello")

    with pytest.raises(ModelError, match="cannot be opened"):
        model_packages.install_file(file, tmp_path)
    with pytest.raises(ModelError, match="cannot be opened"):
        model_packages.install_file(tmp_path / "missing", tmp_path)


def test_a_city_s_own_index(tmp_path, package):
    file = package()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    index = tmp_path / "own.toml"
    index.write_text(f'[[package]]\ncode = "ja_en"\nfile = "{file.name}"\nsha256 = "{digest}"\nsize_bytes = 1\n')

    [offer] = model_packages.offered(str(index))

    assert model_packages.install_offered(offer, tmp_path / "models").code == "ja_en"


@pytest.mark.parametrize(
    "text", ["[[package", '[[package]]\ncode = "x"\n', '[[package]]\ncode="x"\nfile="y"\nsha256=""\nsize_bytes=1\n']
)
def test_an_index_without_checksums_is_refused(tmp_path, text):
    index = tmp_path / "own.toml"
    index.write_text(text)

    with pytest.raises(ModelError, match="cannot be read"):
        model_packages.offered(str(index))
