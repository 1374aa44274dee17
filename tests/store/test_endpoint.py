from __future__ import annotations

import socket

import pytest
from tests.serving import Told, asked, serving

from incidentgraph.errors import IncidentGraphError, InputError, RemoteError
from incidentgraph.store.endpoint import PASSWORD, USER, Address, shown

RESULTS = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'


class Picky(Told):
    """A server that has some paths alone."""

    def __init__(self, *paths: str) -> None:
        super().__init__()
        self.known = paths

    def respond(self, request, body):  # type: ignore[no-untyped-def]
        super().respond(request, body)
        found = request.path.partition("?")[0] in self.known
        return (200, YES, {"Content-Type": RESULTS}) if found else (404, b"no such path", {})


def fault(told: Told, login: str = "") -> IncidentGraphError:
    with serving(told) as url, asked(url.replace("//", f"//{login}")) as endpoint:
        with pytest.raises(IncidentGraphError) as caught:
            endpoint.ask("ASK {}")
        assert caught.value.where == url
        return caught.value


@pytest.mark.parametrize(
    ("path", "query", "update", "data"),
    [
        ("", "/query", "/update", "/store"),  # Oxigraph
        ("/ds/query", "/ds/query", "/ds/update", "/ds/data"),
        ("/ds", "/ds/query", "/ds/update", "/ds/data"),  # Fuseki
        ("/ds", "/ds/sparql", "/ds/update", "/ds/data"),
        ("/repositories/x", "/repositories/x", "/repositories/x/statements", "/repositories/x/rdf-graphs/service"),
        ("/sparql", "/sparql", "/sparql", "/sparql/store"),
        ("/?query=ask&update=do/it&data=/graphs", "/ask", "/do/it", "/graphs"),
    ],
)
def test_the_usual_paths_are_found(path: str, query: str, update: str, data: str) -> None:
    told = Picky(query, update, data)
    with serving(told) as url, asked(f"{url}{path}") as endpoint:
        assert endpoint.ask("ASK {}") == (RESULTS, YES)
        endpoint.update("CLEAR ALL")
        endpoint.put("http://e/a b", b"")
        endpoint.post(None, b"")
    assert [p for p in told.paths if p.partition(" ")[2].partition("?")[0] in told.known][-4:] == [
        f"POST {query}",
        f"POST {update}",
        f"PUT {data}?graph=http%3A%2F%2Fe%2Fa%20b",
        f"POST {data}?default",
    ]


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (
            500,
            b"<html><style>x</style><h1>out of&nbsp;memory</h1></html>",
            "answered 500 to POST /query: out of memory",
        ),
        (503, b"", "answered 503"),
        (401, b"who are you?", "who are you?"),
        (404, b"nothing", "no SPARQL 1.1 server answers there"),
        (200, b"<html>welcome</html>", "no SPARQL 1.1 server answers there"),
        (500, b"x" * 1000, f"{'x' * 200}…"),
    ],
)
def test_a_server_that_does_not_answer_is_told_of(status: int, body: bytes, words: str) -> None:
    error = fault(Told(status, body, Content_Type="text/html"))
    assert isinstance(error, RemoteError)
    assert words in error.what
    assert error.hint


def test_the_hint_says_what_would_help() -> None:
    assert USER in fault(Told(401)).hint
    assert "http://example.org/sparql: name that URL" in fault(Told(301, Location="http://example.org/sparql")).hint


def test_nobody_listening_is_told_of() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with asked(url) as endpoint, pytest.raises(RemoteError, match="cannot be reached") as caught:
        endpoint.ask("ASK {}")
    assert caught.value.hint == "is it running, and the URL right?"


@pytest.mark.parametrize("url", ["ftp://host/x", "http://", "https:///x", "http://host:x/", "http://a:secret@/x"])
def test_what_is_no_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="not the URL of a server") as caught:
        Address.of(url)
    assert "secret" not in str(caught.value)


def test_a_misspelled_path_is_refused() -> None:
    with pytest.raises(InputError, match="'qeury' is not known"):
        Address.of("http://host/?qeury=sparql")


def test_a_password_is_sent_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(403)
    assert "s3cret" not in str(fault(told, "ada:s3cret@"))
    assert told.asked[0]["Authorization"] == "Basic YWRhOnMzY3JldA=="
    assert shown("https://ada:s3cret@host/x/") == "https://host/x"
    monkeypatch.setenv(USER, "ada")
    monkeypatch.setenv(PASSWORD, "s3cret")
    told = Told(403)
    fault(told)
    assert told.asked[0]["Authorization"] == "Basic YWRhOnMzY3JldA=="
