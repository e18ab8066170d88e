"""Just enough HTTP for a load, over kept connections that cost little CPU.

The callers share the cores with the server, so each of their cycles counts against
the product; `http.client` alone takes as long as an empty view. Requests are written
before the clock starts.
"""

import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from urllib.parse import urlencode

from django.db import connections

CLIENTS = 8
PATIENCE_SECONDS = 20
CSRF = "b" * 32  # the cookie and the field only have to agree
# What a browser sends and a web server in front adds; production takes nothing else.
HEADERS = (
    "Host: 127.0.0.1:{port}\r\nOrigin: https://127.0.0.1:{port}\r\n"
    "X-Forwarded-Proto: https\r\nAccept-Encoding: gzip, deflate, br\r\n"
)


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """Return the first header of this name, or nothing."""
        for line in self.head.split("\r\n"):
            key, _, value = line.partition(": ")
            if key.lower() == name:
                return value
        return ""


@dataclass(frozen=True)
class Rush:
    """What came back, in the order it was asked, and how long it all took."""

    answers: list[Answer]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds

    @property
    def median_ms(self) -> float:
        """Return how long half of them waited at most."""
        return 1000 * median(answer.seconds for answer in self.answers)


class Address:
    """Where the site is, and how one asks there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.headers = HEADERS.format(port=port)

    def get(self, path: str, cookie: str = "", *, plain: bool = False) -> bytes:
        """Return a request for a page; ``plain`` wants no packed answer."""
        headers = self._headers(cookie)
        if plain:
            headers = headers.replace("gzip, deflate, br", "identity")
        return f"GET {path} HTTP/1.1\r\n{headers}\r\n".encode()

    def post(self, path: str, cookie: str = "", **fields: object) -> bytes:
        """Return a request that hands in a form."""
        body = urlencode({**fields, "csrfmiddlewaretoken": CSRF}, doseq=True)
        headers = self._headers(cookie) + (
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
        return f"POST {path} HTTP/1.1\r\n{headers}\r\n{body}".encode()

    def _headers(self, cookie: str) -> str:
        return f"{self.headers}Cookie: csrftoken={CSRF}; {cookie}\r\n"

    def ask(self, request: bytes) -> Answer:
        """Return the answer to one request."""
        return _ask_all(self.port, [request])[2][0]

    def rush(self, requests: Sequence[bytes], clients: int = CLIENTS) -> Rush:
        """Ask everything, so many clients at a time; each keeps its connection."""
        connections.close_all()  # a forked process must not share them
        shares = [requests[number::clients] for number in range(clients)]
        context = get_context("fork")
        ready = context.Barrier(clients)
        with context.Pool(clients, _wait_with, [ready]) as pool:
            told = pool.starmap(
                _ask_when_ready, [(self.port, each) for each in shares], chunksize=1
            )
        began, ended = min(t[0] for t in told), max(t[1] for t in told)
        answers = [None] * len(requests)
        for number, (_began, _ended, some) in enumerate(told):
            answers[number::clients] = some
        return Rush(answers, ended - began)


_ready = []


def _wait_with(ready: object) -> None:
    _ready[:] = [ready]


def _ask_when_ready(
    port: int, requests: Sequence[bytes]
) -> tuple[float, float, list[Answer]]:
    _ready[0].wait(PATIENCE_SECONDS)
    return _ask_all(port, requests)


def _ask_all(port: int, requests: Sequence[bytes]) -> tuple[float, float, list[Answer]]:
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began = time.monotonic()
        answers = [_ask(line, request) for request in requests]
        return began, time.monotonic(), answers


def _ask(line: socket.socket, request: bytes) -> Answer:
    """Return what the server sends back; it always says how long it is."""
    began = time.monotonic()
    line.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(line)
    head, _, body = received.partition(b"\r\n\r\n")
    told = head.decode("latin-1")
    length = int(re.search(r"(?i)\r\ncontent-length: (\d+)", told)[1])
    while len(body) < length:
        body += _more(line)
    return Answer(int(told[9:12]), told, body, time.monotonic() - began)


def _more(line: socket.socket) -> bytes:
    more = line.recv(65536)
    if not more:
        raise ConnectionResetError("The server closed the connection.")
    return more
