"""Servers for tests, on free ports of the loopback: a real one, one that loses messages, one that says one thing."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import httpx
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize

from incidentgraph.store import open_graph
from incidentgraph.store.endpoint import Endpoint

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
_PATIENCE = 20.0  # seconds for a server to start on a busy machine


class Server:
    """An Oxigraph server. It can be stopped and started again, and then holds nothing."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start_again(self) -> None:
        """Start, unless it runs."""
        if self._process is None:
            self.start()

    def start(self) -> None:
        command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{self._port}"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=1):
                    return
            except OSError:
                time.sleep(0.01)
        raise TimeoutError(self.url)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def clear(self) -> None:
        """Let the server hold nothing."""
        with asked(self.url) as endpoint:
            endpoint.update("CLEAR ALL")

    def load(self, path: Path) -> None:
        """Let the server hold the graph of a file, and the merge."""
        graphs: dict[str | None, list[Quad]] = {None: list(open_graph(path).quads())}
        for quad in graphs[None]:
            graphs.setdefault(getattr(quad.graph_name, "value", None), []).append(quad)
        with asked(self.url) as endpoint:
            for name, quads in graphs.items():
                endpoint.put(name, serialize([q.triple for q in quads], format=RdfFormat.N_TRIPLES) or b"")


@contextmanager
def asked(url: str) -> Iterator[Endpoint]:
    endpoint = Endpoint(url)
    try:
        yield endpoint
    finally:
        endpoint.close()


class Told:
    """A server that answers every request as it is told, and remembers what it was asked."""

    def __init__(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.answer = (status, body, headers)
        self.paths: list[str] = []
        self.asked: list[dict[str, str]] = []

    def respond(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes, dict[str, str]] | None:
        self.paths.append(f"{request.command} {request.path}")
        self.asked.append({"body": body.decode(), **dict(request.headers)})
        return self.answer


class Lossy(Told):
    """A server before another one, of which updates get lost: ``on the way`` there, or ``after`` it has done them."""

    def __init__(self, behind: str) -> None:
        super().__init__()
        self.behind = behind
        self.loses = ""
        self.after = 0  # how many updates pass before any is lost

    def respond(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes, dict[str, str]] | None:
        lost = self.loses if request.path == "/update" or request.command == "PUT" else ""
        if lost and self.after:
            self.after -= 1
            lost = ""
        if lost == "on the way":
            return None
        headers = {name: request.headers[name] for name in ("Content-Type", "Accept") if name in request.headers}
        url = f"{self.behind}{request.path}"
        with httpx.Client(trust_env=False, verify=False) as client:  # noqa: S501 - without TLS
            answer = client.request(request.command, url, content=body, headers=headers)
        kind = answer.headers.get("content-type", "")
        return None if lost else (answer.status_code, answer.content, {"Content-Type": kind})


class _Dataset(rdflib.Dataset):
    """One that takes INSERT DATA and DELETE DATA without GRAPH, at which rdflib's own stumbles."""

    def __iadd__(self, triples: Iterable[Any]) -> Self:  # type: ignore[misc]
        self.addN((*triple, self.default_graph) for triple in triples)
        return self

    def __isub__(self, triples: Iterable[Any]) -> Self:  # type: ignore[misc]
        for triple in triples:
            self.default_graph.remove(triple)
        return self


class Other(Told):
    """A server of another make: rdflib's engine, all of it at ``/sparql``, without the Graph Store Protocol."""

    def __init__(self) -> None:
        super().__init__()
        self.data = _Dataset()

    def respond(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes, dict[str, str]] | None:
        kind = str(request.headers["Content-Type"])
        if request.path != "/sparql" or not kind.startswith("application/sparql-"):
            return 404, b"", {}
        if kind.startswith("application/sparql-update"):
            self.data.update(body.decode())
            return 204, b"", {}
        answer = self.data.query(body.decode())
        if answer.graph is not None:
            return 200, answer.serialize(format="nt") or b"", {"Content-Type": "application/n-triples"}
        return 200, answer.serialize(format="json") or b"", {"Content-Type": "application/sparql-results+json"}


@contextmanager
def serving(told: Told) -> Iterator[str]:
    """The URL at which such a server answers while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = told.respond(self, body)
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, content, headers = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_PUT = do_POST  # noqa: N815 - as http.server calls it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
