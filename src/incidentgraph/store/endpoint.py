"""A SPARQL 1.1 server as a client sees it: queries, updates, graphs by the Graph Store Protocol; errors in words."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import SplitResult, parse_qs, quote, unquote, urljoin, urlsplit, urlunsplit

from incidentgraph.errors import InputError, RemoteError

if TYPE_CHECKING:
    import httpx
    from _typeshed import WriteableBuffer

USER, PASSWORD = "INCIDENTGRAPH_STORE_USER", "INCIDENTGRAPH_STORE_PASSWORD"
RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
_ACCEPT = f"{RESULTS}, {TRIPLES};q=0.9"
_CONNECT, _ANSWER = 5.0, 300.0  # seconds to wait for a connection, and for each part of an answer
_SHOWN = 200  # characters of what a server says
_REFUSED, _TOO_LARGE, _FAULTY = (401, 403), 413, 400
_NOT_HERE = frozenset({400, 404, 405, 406, 415, 501})  # what a path answers that is no SPARQL endpoint


def is_url(place: object) -> bool:
    """Whether a store is named by a URL; a path with `://` in it is none either."""
    return isinstance(place, str) and "://" in place


def shown(place: object) -> str:
    """What to call a store in messages: its URL without the password that may stand in it, or its path."""
    return Address.of(str(place)).shown if is_url(place) else str(place)


@dataclass(frozen=True)
class Address:
    """A server's URL, and where on it to ask: `query`, `update` and `data` are full URLs to be tried in order."""

    shown: str
    query: tuple[str, ...]
    update: Mapping[str, str]
    data: tuple[str, ...]
    auth: tuple[str, str] | None

    @classmethod
    def of(cls, url: str) -> Address:
        """The address that a user means.

        ``http://host:7878`` is an Oxigraph, ``http://host:3030/ds`` a Fuseki, ``http://host:7200/repositories/x`` an
        RDF4J or GraphDB. Any other server's paths are told behind a question mark, relative to the rest:
        ``http://host:8890/?query=sparql&update=sparql-auth&data=sparql-graph-crud-auth``.

        >>> Address.of("http://ada:secret@localhost:7878/").shown
        'http://localhost:7878'
        >>> Address.of("http://localhost/?query=sparql").query
        ('http://localhost/sparql',)
        """
        parts = _split(url)
        host = parts.netloc.rpartition("@")[2]
        base = urlunsplit((parts.scheme, host, parts.path.rstrip("/").removesuffix("/query"), "", ""))
        shown = base + (f"/?{parts.query}" if parts.query else "")
        user = unquote(parts.username) if parts.username else os.environ.get(USER, "")
        password = unquote(parts.password) if parts.password else os.environ.get(PASSWORD, "")
        told = {name: urljoin(f"{base}/", values[-1]) for name, values in parse_qs(parts.query).items()}
        unknown = told.keys() - {"query", "update", "data"}
        if unknown:
            what = f"{min(unknown)!r} is not known in the URL of a server"
            raise InputError(what, where=shown, hint="query=, update= and data= are: the server's paths")
        query = (told["query"],) if "query" in told else (f"{base}/query", f"{base}/sparql", base)
        rdf4j = "/repositories/" in parts.path
        update = {q: told.get("update") or _update(base, q, rdf4j=rdf4j) for q in query}
        data = (f"{base}/rdf-graphs/service",) if rdf4j else (f"{base}/store", f"{base}/data")
        data = (told["data"],) if "data" in told else data
        return cls(shown, query, update, data, (user, password) if user else None)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        what = "not the URL of a server"
        shown = re.sub(r"//[^/]*@", "//", url)
        raise InputError(what, where=shown, hint="write it as http://HOST:PORT/PATH or https://HOST/PATH")
    return parts


def _update(base: str, query: str, *, rdf4j: bool) -> str:
    if query != base:
        return f"{base}/update"
    return f"{base}/statements" if rdf4j else base


class Endpoint:
    """One server. Nothing is asked before it is needed; `close` gives the connection free."""

    def __init__(self, url: str) -> None:
        import httpx  # noqa: PLC0415 - half a tenth of a second that nobody without a server need wait for

        self.address = Address.of(url)
        self.shown = self.address.shown
        self._client = httpx.Client(
            auth=self.address.auth,
            timeout=httpx.Timeout(_ANSWER, connect=_CONNECT),
            verify=self.shown.startswith("https:"),  # without TLS, its certificates need not be loaded
            trust_env=not _is_loopback(urlsplit(self.shown).hostname or ""),
            headers={"User-Agent": "incidentgraph"},
        )
        self._query: str | None = None
        self._data = self.address.data

    def close(self) -> None:
        """Give the connection free."""
        self._client.close()

    # ------------------------------------------------------------------ SPARQL

    def ask(self, text: str) -> tuple[str, bytes]:
        """The answer to a query: its media type, and the bytes."""
        with self._asked(self._query or self._found(), text) as answer:
            self._check(answer)
            return _kind(answer), answer.read()

    @contextmanager
    def stream(self, text: str) -> Iterator[tuple[str, BinaryIO]]:
        """The answer to a query, to be read as it comes."""
        with self._asked(self._query or self._found(), text) as answer:
            self._check(answer)
            with self._told():
                yield _kind(answer), cast("BinaryIO", BufferedReader(_Body(answer.iter_bytes())))

    def update(self, text: str) -> None:
        """Let the server do an update. Sent again where the connection broke: only such as may be done twice."""
        url = self.address.update[self._query or self._found()]
        self._done("POST", url, text.encode(), "application/sparql-update; charset=utf-8")

    # ------------------------------------------------------------------ Graph Store Protocol

    def put(self, graph: str | None, triples: bytes) -> None:
        """Let a graph (None: the default graph) hold these N-Triples and no others."""
        place = "DEFAULT" if graph is None else f"GRAPH <{graph}>"
        self._let_hold("PUT", graph, triples, f"DROP SILENT {place} ;\n")

    def post(self, graph: str | None, triples: bytes) -> None:
        """Let a graph hold these N-Triples, too."""
        self._let_hold("POST", graph, triples, "")

    def _let_hold(self, method: str, graph: str | None, triples: bytes, first: str) -> None:
        for url in self._data:
            answer = self._sent(method, f"{url}?{_named(graph)}", triples, TRIPLES)
            if answer.status_code not in _NOT_HERE or len(self._data) == len(self.address.data) == 1:
                self._check(answer)
                self._data = (url,)
                return
        self._data = ()  # no Graph Store Protocol here: updates do as well
        quads = triples.decode() if graph is None else f"GRAPH <{graph}> {{\n{triples.decode()}}}"
        self.update(f"{first}INSERT DATA {{ {quads} }}")

    # ------------------------------------------------------------------ HTTP

    def _found(self) -> str:
        """Where the server takes queries: the first of the usual places that answers one."""
        for url in self.address.query:
            with self._asked(url, "ASK {}") as answer:
                if answer.is_success and _kind(answer).startswith("application/sparql-results+"):
                    self._query = url
                    return url
                if not answer.is_success and answer.status_code not in _NOT_HERE:
                    self._check(answer)
        what = "no SPARQL 1.1 server answers there"
        tried = ", ".join(urlsplit(url).path or "/" for url in self.address.query)
        hint = f"tried {tried}; name its paths: {self.shown.partition('?')[0].rstrip('/')}/?query=PATH&update=PATH"
        raise RemoteError(what, where=self.shown, hint=hint)

    @contextmanager
    def _asked(self, url: str, text: str) -> Iterator[httpx.Response]:
        headers = {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": _ACCEPT}
        answer = self._sent("POST", url, text.encode(), stream=True, **headers)
        try:
            yield answer
        finally:
            answer.close()

    def _done(self, method: str, url: str, body: bytes, kind: str) -> None:
        self._check(self._sent(method, url, body, kind))

    def _sent(
        self, method: str, url: str, body: bytes, kind: str = "", *, stream: bool = False, **headers: str
    ) -> httpx.Response:
        import httpx  # noqa: PLC0415

        request = self._client.build_request(
            method, url, content=body, headers=headers or {"Content-Type": kind, "Accept": "*/*"}
        )
        with self._told():
            try:
                return self._client.send(request, stream=stream)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                # A connection kept open that the server has closed in between; all we send may be sent twice.
                return self._client.send(request, stream=stream)

    @contextmanager
    def _told(self) -> Iterator[None]:
        import httpx  # noqa: PLC0415

        try:
            yield
        except httpx.ConnectError as error:
            what = f"the server cannot be reached: {error}"
            raise RemoteError(what, where=self.shown, hint="is it running, and the URL right?") from error
        except httpx.TimeoutException as error:
            what = f"the server did not answer in time ({type(error).__name__})"
            raise RemoteError(what, where=self.shown, hint="try again when it is less busy") from error
        except httpx.HTTPError as error:
            what = f"the connection broke: {error or type(error).__name__}"
            raise RemoteError(what, where=self.shown, hint="try again") from error

    def _check(self, answer: httpx.Response) -> None:
        """Raise `RemoteError`, in the server's words, where an answer is none."""
        if answer.is_success:
            return
        with self._told():
            answer.read()
        status = answer.status_code
        said = _short(answer.text) or answer.reason_phrase
        place = urlsplit(str(answer.request.url)).path
        what = f"the server answered {status} to {answer.request.method} {place}: {said}"
        raise RemoteError(what, where=self.shown, hint=_hint(status, answer.headers.get("location", "")))


def _hint(status: int, location: str) -> str:
    if status in _REFUSED:
        return f"name a user that may do this: in {USER} and {PASSWORD}"
    if location:
        parts = urlsplit(location)
        return f"the server sends one on to {parts.scheme}://{parts.hostname}{parts.path}: name that URL"
    if status == _TOO_LARGE:
        return "let the server, or what stands before it, take requests of 16 MB"
    if status in _NOT_HERE:
        return "is the URL that of a dataset, and may it be written? its paths can be told as ?query=…&update=…&data=…"
    return "the server's log may tell more; try again"


def _named(graph: str | None) -> str:
    return "default" if graph is None else f"graph={quote(graph, safe='')}"


def _kind(answer: httpx.Response) -> str:
    kind = str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()
    return RESULTS if kind == "application/json" else kind


def _short(text: str) -> str:
    """The first of what a server says, without its markup."""
    plain = " ".join(unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)).split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Body(RawIOBase):
    """The parts of an answer as a file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = part
        view = memoryview(buffer).cast("B")
        taken = self._rest[: len(view)]
        view[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
