"""Learners of a class hour: each is a line of requests with pauses, and all together are sent by some threads."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from queue import Empty, PriorityQueue
from random import Random

HOME = "/lessons/card/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
TIMEOUT_S = 60
# Our choice: each pause is this much shorter or longer than the mean.
SPREAD = 0.4
# Learners come within this share of the time.
ARRIVAL = 0.1
# One in so many learners wants to see a step again or needs help, once a lesson.
ASKS_EVERY = 10


@dataclass(frozen=True)
class Ask:
    """A request to send. kind: how it is reported. expected: the status that is right."""

    method: str
    path: str
    kind: str
    body: str = ""
    expected: int = 200


@dataclass
class Measured:
    """latencies_s by kind of request; lateness_s: how much later than planned each was sent; failures in words."""

    latencies_s: dict[str, list[float]] = field(default_factory=dict)
    lateness_s: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, latency: float, lateness: float, failure: str) -> None:
        with self.lock:
            self.latencies_s.setdefault(kind, []).append(latency)
            self.lateness_s.append(lateness)
            if failure:
                self.failures.append(failure)


def list_asks(number: int, card: str, lessons: list[list]) -> list[Ask]:
    """Return the requests of one learner in their order. lessons: (slug, number of steps)."""
    asks = [Ask("GET", HOME, "other"), Ask("POST", HOME, "other", f"number={card}", 302), Ask("GET", HOME, "other")]
    for slug, steps in lessons:
        path = f"{HOME}lesson/{slug}/"
        asks += [Ask("GET", path, "other"), Ask("POST", path, "answer", "", 302)]
        for step in range(1, steps + 1):
            asks.append(Ask("GET", f"{path}{step}/", "step"))
            if step == 2 and number % ASKS_EVERY == 0:
                given = "again" if number % (2 * ASKS_EVERY) == 0 else "help"
                asks += [
                    Ask("POST", f"{path}{step}/", "answer", f"answer={given}", 302),
                    Ask("GET", f"{path}{step}/", "step"),
                ]
            asks.append(Ask("POST", f"{path}{step}/", "answer", "answer=done", 302))
        asks.append(Ask("GET", f"{path}end/", "other"))
    return asks


class Learner:
    """One person with a browser: cookies, the token of the last form, the requests still to send and when."""

    def __init__(self, number: int, card: str, lessons: list[list], seconds: float) -> None:
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.plan = self._plan(Random(number), list_asks(number, card, lessons), seconds)

    def _plan(self, random: Random, asks: list[Ask], seconds: float) -> Iterator[tuple[float, Ask]]:
        """Yield each request with its moment, in seconds from the start. A page follows its form at once."""
        moment = random.uniform(0, seconds * ARRIVAL)
        pauses = sum(ask.method == "POST" for ask in asks)
        mean = seconds * (1 - ARRIVAL) / pauses / (1 + SPREAD)
        for ask in asks:
            if ask.method == "POST":
                moment += mean * random.uniform(1 - SPREAD, 1 + SPREAD)
            yield moment, ask

    def send(self, port: int, ask: Ask) -> str:
        """Send one request and remember what came with it; return what was wrong, or an empty text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = ask.body
        if ask.method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = f"csrfmiddlewaretoken={self.token}&{ask.body}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
        try:
            connection.request(ask.method, ask.path, body, headers)
            response = connection.getresponse()
            page = response.read().decode()
            for header in response.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        except (OSError, http.client.HTTPException) as error:
            return f"{ask.method} {ask.kind}: {error!r}"
        finally:
            connection.close()
        found = TOKEN.search(page)
        self.token = found[1] if found else self.token
        return "" if response.status == ask.expected else f"{ask.method} {ask.kind}: {response.status}"


def teach(port: int, learners: list[Learner], threads: int) -> Measured:
    """Let all learners learn at their moments; return what was measured."""
    measured, waiting = Measured(), PriorityQueue()
    for number, learner in enumerate(learners):
        moment, ask = next(learner.plan)
        waiting.put((moment, number, ask))
    begin = time.perf_counter()

    def work() -> None:
        while True:
            try:
                moment, number, ask = waiting.get(timeout=1)
            except Empty:
                return
            while True:  # What is due at once (the page after a form) is sent by the same thread.
                time.sleep(max(begin + moment - time.perf_counter(), 0))
                sent = time.perf_counter()
                failure = learners[number].send(port, ask)
                measured.add(ask.kind, time.perf_counter() - sent, sent - begin - moment, failure)
                following = None if failure else next(learners[number].plan, None)
                if following is None:
                    break
                moment, ask = following
                if begin + moment > time.perf_counter():
                    waiting.put((moment, number, ask))
                    break

    workers = [threading.Thread(target=work) for _worker in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return measured
