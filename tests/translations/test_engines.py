"""The engines: one that is none, a server, and Argos with the tiny package."""

import http.server
import importlib.util
import json
import os
import re
import subprocess
import sys
import threading
import zipfile

import pytest

from scripts.console import ROOT
from translations import model_packages
from translations.engines import build, names
from translations.errors import EngineUnavailable

needs_argos = pytest.mark.skipif(
    importlib.util.find_spec("argostranslate") is None, reason="the extra mt is not installed"
)


def test_every_engine_says_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # the folder of the models follows: none is installed
    for name in names():
        status = build(name).status("ja", "en")
        assert not status.is_ready
        assert status.ja.endswith("。")
        assert status.en.endswith(".")


@pytest.mark.parametrize("lock", ["site", "test"])
def test_the_light_build_of_argos_is_installed_and_nothing_of_a_gigabyte(lock):
    names = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / f"{lock}.txt").read_text(), re.MULTILINE)

    assert "argos-translate-lt" in names
    heavy = ("argostranslate", "torch", "stanza", "spacy", "nvidia", "triton")
    assert [name for name in names if name.startswith(heavy)] == []


def test_an_unknown_engine_is_named():
    with pytest.raises(EngineUnavailable, match="argos, libretranslate, none"):
        build("magic")


@pytest.fixture
def server():
    """Give a server that answers with what is put into it, and remembers what it was asked."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.asked.append(body)
            answer = found.answer(body)
            data = json.dumps(answer).encode() if answer is not None else b"<html>"
            self.send_response(found.status)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    found = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    found.asked, found.status = [], 200
    found.answer = lambda body: {"translatedText": [text.upper() for text in body["q"]]}
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    found.engine = build("libretranslate", url=f"http://127.0.0.1:{found.server_port}/", api_key="key")
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def test_a_server_is_asked_in_batches_with_its_own_codes(server):
    done = server.engine.translate([f"t{n}" for n in range(51)], "ja", "pt-br")

    assert (done[0], done[50], len(done)) == ("T0", "T50", 51)
    assert [len(body.pop("q")) for body in server.asked] == [50, 1]
    assert server.asked[0] == {"source": "ja", "target": "pt-BR", "format": "text", "api_key": "key"}


@pytest.mark.parametrize("answer", [None, [], {"error": "x"}, {"translatedText": "one"}, {"translatedText": []}])
def test_an_answer_of_another_kind_is_refused(server, answer):
    server.answer = lambda body: answer

    with pytest.raises(EngineUnavailable, match="does not answer"):
        server.engine.translate(["t"], "ja", "en")


def test_a_server_in_trouble_is_named(server):
    server.status = 503

    with pytest.raises(EngineUnavailable, match="HTTP 503"):
        server.engine.translate(["t"], "ja", "en")


@needs_argos
def test_a_folder_that_was_left_behind_is_named(models):
    stray = models / model_packages.PACKAGES / "left-behind"
    stray.mkdir()

    status = build("argos", folder=str(models)).status("ja", "pt-br")

    assert status == (
        False,
        status.ja,
        f"The folder {stray} is no model. Delete it or move it away; people can still translate.",
    )
    stray.rmdir()
    assert build("argos", folder=str(models)).status("ja", "pt-br").is_ready


SCRIPT = """
import os, socket, sys
socket.socket.connect = lambda *a: (_ for _ in ()).throw(SystemExit("network"))
from translations.engines import build
engine = build("argos", folder=sys.argv[1], beam_size="1")
print(engine.translate(["ごみの出し方", "手数料は300円です。図書館は無料です。", "a_b"], "ja", "en"))
print(engine.status("ja", "ko").en)
print(bool(engine.translate(["ごみの出し方"], "ja", "pt-br")[0]))
print(os.environ.get("XDG_CACHE_HOME"), os.environ["ARGOS_INTRA_THREADS"], os.environ["ORT_DISABLE_TELEMETRY"])
"""


@pytest.fixture
def models(tmp_path):
    """A folder with the tiny package and a second one from English to Portuguese, which Argos calls pb."""
    folder, offer = tmp_path / "models", model_packages.offered()[0]
    model_packages.install_offered(offer, folder)
    with zipfile.ZipFile(offer.place) as tiny, zipfile.ZipFile(tmp_path / "en_pb.argosmodel", "w") as second:
        for name in tiny.namelist():
            data = tiny.read(name)
            if name.endswith("metadata.json"):
                data = json.dumps({**json.loads(data), "from_code": "en", "to_code": "pb"})
            second.writestr(name, data)
    model_packages.install_file(tmp_path / "en_pb.argosmodel", folder)
    return folder


@needs_argos
def test_argos_translates_without_network_and_leaves_nothing_at_home(tmp_path, models):
    home = tmp_path / "home"
    home.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ARGOS", "XDG"))}

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(models)],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "HOME": str(home)},
    )

    assert done.returncode == 0, done.stderr
    first, second, by_way_of_english, third = done.stdout.splitlines()
    assert by_way_of_english == "True"
    assert first.startswith("['How to put out garbage', 'The fee is 300 yen. Use of the library is free of charge.'")
    assert (
        second == "The model en_ko is missing. Fetch its file from the index of Argos Translate and run "
        "manage.py translation_models install --file translate-en_ko.argosmodel; people can still translate."
    )
    assert third == "None 1 1"
    assert list(home.iterdir()) == []
