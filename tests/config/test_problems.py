"""What a problem says is one line that a terminal and a log can take."""

from kiosk.config.problems import Problem


def test_a_problem_is_printable_whoever_wrote_its_words() -> None:
    said = str(Problem(file="c.toml", line=3, key="a", message="no \x1b[2J, no\n", hint="\u202ex"))
    assert said == "c.toml:3: a: no \ufffd[2J, no\ufffd; \ufffdx"
