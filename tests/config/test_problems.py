"""What a problem says is one line that a terminal and a log can take."""

from kiosk.config.problems import ConfigError, Problem


def test_a_problem_is_printable_whoever_wrote_its_words() -> None:
    said = str(Problem(file="c.toml", line=3, key="a", message="no \x1b[2J, no\n", hint="\u202ex"))
    assert said == "c.toml:3: a: no \ufffd[2J, no\ufffd; \ufffdx"


def test_an_error_tells_of_so_many_mistakes_as_a_person_reads() -> None:
    problems = [Problem(file="c.toml", line=line, message="no") for line in range(1, 53)]
    assert str(ConfigError(problems[:50])).endswith("c.toml:50: no")
    lines = str(ConfigError(problems)).split("\n")
    assert lines[-2:] == ["c.toml:50: no", "… and 2 more"]
    assert len(ConfigError(problems).problems) == 52
