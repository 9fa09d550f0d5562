"""The interface speaks each of its languages in full."""

import ast
import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from kiosk.resources import TRANSLATIONS
from kiosk.screen import translation
from kiosk.screen.language import Language
from kiosk.screen.translation import MissingTranslationError, load_language

KIOSK = Path(translation.__file__).parents[1]
CODES = ("en", "zh_TW")
DAY = date(2027, 6, 5)

Text = tuple[str, str]
"""A text's context and the text."""


def translations_of(code: str) -> dict[Text, ET.Element]:
    contexts = ET.parse(TRANSLATIONS / f"kiosk_{code}.ts").getroot().iter("context")
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in contexts
        for message in context.iter("message")
    }


def texts_of_the_code() -> set[Text]:
    """What is given to `wall.say` and `translate` anywhere, as the running kiosk looks it up."""
    texts = set()
    for path in KIOSK.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            strings = [one.value for one in call.args if isinstance(one, ast.Constant)]
            if call.func.attr == "say":
                assert len(strings) == 1, f"{path}:{call.lineno}: lupdate only collects literals"
                texts.add(("wall", strings[0]))
            elif call.func.attr == "translate" and len(strings) == 2:
                texts.add((strings[0], strings[1]))
    return texts


def placeholders(text: str) -> list[tuple[str, str]]:
    return sorted(
        (name, form or "")
        for _, name, form, _ in string.Formatter().parse(text)
        if name is not None
    )


def loaded(path: Path) -> QTranslator:
    translator = QTranslator()
    assert translator.load(str(path))
    return translator


@pytest.mark.parametrize("code", CODES)
def test_a_translation_file_has_the_texts_of_the_code_and_no_others(code: str) -> None:
    assert set(translations_of(code)) == texts_of_the_code()


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated(code: str) -> None:
    for text, message in translations_of(code).items():
        translated = message.find("translation")
        assert translated is not None, text
        assert translated.get("type") is None, f"{text} is {translated.get('type')}"
        assert translated.text, text


@pytest.mark.parametrize("code", CODES)
def test_a_translation_keeps_the_values_of_its_text(code: str) -> None:
    for (_, text), message in translations_of(code).items():
        assert placeholders(message.findtext("translation", "")) == placeholders(text), text


def test_english_is_written_without_chinese_characters() -> None:
    for text, message in translations_of("en").items():
        translated = message.findtext("translation", "")
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", translated), text


def test_the_traditional_texts_have_no_simplified_character() -> None:
    """Big5 holds what Taiwan writes, and no character that only the Simplified script has."""
    for text, message in translations_of("zh_TW").items():
        letters = re.sub(r"\W", "", message.findtext("translation", ""))
        assert letters.encode("big5", errors="replace").decode("big5") == letters, text


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_file_says_what_the_translators_wrote(code: str) -> None:
    compiled = loaded(TRANSLATIONS / f"kiosk_{code}.qm")
    for (context, text), message in translations_of(code).items():
        assert compiled.translate(context, text) == message.findtext("translation"), text


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_file_is_what_lrelease_makes(code: str, tmp_path: Path) -> None:
    made = tmp_path / f"kiosk_{code}.qm"
    lrelease = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    assert lrelease is not None
    source = TRANSLATIONS / f"kiosk_{code}.ts"
    subprocess.run(
        [lrelease, "-silent", str(source), "-qm", str(made)], check=True, capture_output=True
    )
    assert made.read_bytes() == (TRANSLATIONS / f"kiosk_{code}.qm").read_bytes()


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [("zh_CN", "6 月 5 日", "6 月"), ("zh_TW", "6 月 5 日", "6 月"), ("en", "5 June", "June")],
)
def test_dates_are_written_as_the_language_does(code: str, day: str, month: str) -> None:
    language = load_language(code)
    assert language.code == code
    assert language.date(DAY) == day
    assert language.month(DAY) == month


def test_without_qt_dates_are_the_same_in_the_source_language() -> None:
    assert Language().date(DAY) == load_language("zh_CN").date(DAY)
    assert Language().month(DAY) == load_language("zh_CN").month(DAY)


def test_the_source_language_says_the_texts_of_the_code() -> None:
    assert load_language("zh_CN").translate("wall", "红榜") == "红榜"


def test_a_language_says_its_own_words_and_keeps_texts_it_does_not_know() -> None:
    language = load_language("en")
    assert language.translate("wall", "红榜") == "Red board"
    assert language.translate("wall", "没有这句话") == "没有这句话"
    assert language.translate("elsewhere", "红榜") == "红榜"


def test_a_language_with_no_file_is_refused_by_name() -> None:
    with pytest.raises(MissingTranslationError, match=r"kiosk_fr\.qm: not a usable translation"):
        load_language("fr")
