"""No secret stands in the log, however a library writes it."""

import base64
import json
import time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.operations.scrub import HIDDEN, LONGEST, Scrubber, one_line

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
SECRET = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=6, max_size=30
).map(lambda text: f"Gx{text}")
"""What follows the two letters is in no text around it."""


@given(secret=SECRET, before=TEXT, after=TEXT)
@pytest.mark.parametrize(
    "written",
    [
        str,
        quote,
        lambda secret: quote(secret, safe=""),
        quote_plus,
        lambda secret: repr(secret)[1:-1],
        lambda secret: json.dumps(secret)[1:-1],
        lambda secret: base64.b64encode(secret.encode()).decode(),
        str.upper,
    ],
    ids=["plain", "quoted", "quoted all", "plus", "repr", "json", "base64", "upper"],
)
def test_a_known_secret_is_hidden_however_it_is_written(written, secret, before, after):
    form = written(secret)
    assume(
        form.lower() not in (before + after).lower() and secret.upper().lower() == secret.lower()
    )
    told = Scrubber([secret])(f"{before} {form} {after}")
    assert form not in told
    assert HIDDEN in told


def test_the_longer_of_two_secrets_leaves_no_rest():
    assert Scrubber(["token", "token-and-more"])("a token-and-more b") == f"a {HIDDEN} b"


def test_a_short_secret_is_hidden_as_a_word_and_leaves_the_rest_readable():
    scrub = Scrubber(["8", "abc"])
    assert scrub("8 of 80 tasks, abc and abcd") == f"{HIDDEN} of 80 tasks, {HIDDEN} and abcd"


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_a_variable_that_is_empty_hides_nothing(nothing):
    assert Scrubber([nothing])("a line  of words\n") == "a line  of words\n"


PART = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=20)


@given(user=PART, word=PART, query=PART, fragment=PART)
def test_of_an_address_only_scheme_host_and_path_are_told(user, word, query, fragment):
    word, query, fragment = f"Wx{word}", f"Qx{query}", f"Fx{fragment}"
    for url in (
        f"http://{quote(user, safe='')}:{quote(word, safe='')}@host/table.xlsx",
        f"https://host:8443/table.xlsx?key={query}",
        f"https://host/table.xlsx?a=1&key={query}#{fragment}",
        f"https://host/table.xlsx#{fragment}",
        f"http://{quote(word, safe='')}@[::1]/table.xlsx?{query}",
    ):
        told = Scrubber()(f"before {url} after")
        assert "Wx" not in told
        assert "Qx" not in told
        assert "Fx" not in told
        assert told.startswith("before http")
        assert told.endswith(" after")


@given(user=PART, word=PART)
def test_a_user_and_password_that_nobody_quoted_are_hidden_as_well(user, word):
    told = Scrubber()(f"before http://u{user}:Wx{word}@host/table.xlsx after")
    assert "Wx" not in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://host/table.xlsx: answered 503", "https://host/table.xlsx: answered 503"),
        ("http://127.0.0.1:8080/a/b.json", "http://127.0.0.1:8080/a/b.json"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("at http://host.", "at http://host."),
        ("“http://host” is away", "“http://host” is away"),
        ("http://u:p@host/x?y=1", "http://…@host/x?…"),
        ("http://u:p/w@host/x", "http://…@host/x"),
        ("http://u:pw", "http://…"),
        ("http://host/x?mail=a@b&t=s", "http://…"),
        ('"GET /table?token=abc HTTP/1.1" 200', '"GET /table?… HTTP/1.1" 200'),
        ("why? because=1", "why? because=1"),
        ("Authorization: Bearer abc.def", "Authorization: …"),
        ("(b'Authorization', b'Basic YTpi')", "(b'Authorization', b'…')"),
        ("{'authorization': 'Basic YTpi', 'a': 1}", "{'authorization': '…', 'a': 1}"),
        ("Set-Cookie: sid=1; path=/", "Set-Cookie: …"),
        ("api_key=abc, next", "api_key=…, next"),
        ("KIOSK_TOKEN=abc", "KIOSK_TOKEN=…"),
        ('{"password": "a", "b": 2}', '{"password": "…", "b": 2}'),
        ("the token is missing", "the token is missing"),
        ("a table is held back: it holds 4 tasks", "a table is held back: it holds 4 tasks"),
    ],
)
def test_what_is_hidden_and_what_is_told(text, told):
    assert Scrubber()(text) == told


@given(TEXT)
def test_a_line_is_one_line_that_can_be_printed(text):
    told = one_line(text)
    assert told.isprintable()
    assert one_line(told) == told


def test_a_line_is_bounded():
    assert len(one_line("x" * 10_000_000)) == LONGEST + 1
    assert one_line("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize(
    "unit", ["a", "a.", "?", "?a", "://", "a://@:", "token=", "b'", "authorization:"]
)
def test_a_text_made_to_be_slow_is_not(unit):
    began = time.process_time()
    one_line(Scrubber(["secret"])(unit * 10_000_000))
    assert time.process_time() - began < 1
