"""Nothing that the content policy would have to forgive: no inline style, handler or script, no HTML from strings."""

import re
from pathlib import Path

import pytest

from tests.house.source import STATIC, name, scripts, templates

IN_TEMPLATES = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "another site": re.compile(r"""(src|href|action)\s*=\s*["'](https?:)?//""", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}
IN_SCRIPTS = {
    "HTML from a string": re.compile(
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe)\b"
    ),
    "code from a string": re.compile(r"\beval\(|new Function\(|setTimeout\(\s*[\"']"),
    "another site": re.compile(r"""["'`](https?:)?//[a-z]"""),
}


def offences(text: str, patterns: dict[str, re.Pattern[str]]) -> list[str]:
    return [
        f"{what}: {hit.group(0)[:80]}"
        for what, rule in patterns.items()
        for hit in rule.finditer(text)
    ]


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_has_nothing_inline(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert not offences(text, IN_TEMPLATES)


@pytest.mark.parametrize("path", [*scripts(), *sorted((STATIC / "vendor").glob("*.js"))], ids=name)
def test_a_script_makes_no_html_from_strings(path: Path) -> None:
    text = re.sub(r"^\s*(//|\*|/\*).*$", "", path.read_text(), flags=re.MULTILINE)
    assert not offences(text, IN_SCRIPTS)


@pytest.mark.parametrize(
    "text",
    [
        '<p style="x">',
        "<a onclick=x>",
        "<script>x</script>",
        '<img src="//x.nl/a">',
        "{{ x|safe }}",
    ],
)
def test_the_test_itself_sees_what_is_inline(text: str) -> None:
    assert offences(text, IN_TEMPLATES)


def test_scripts_hold_no_words_for_people() -> None:
    """A sentence in a script would never be translated: the server writes it into the page."""
    sentence = re.compile(r"""["'`]([A-Z][a-zë]+(?: [a-zë]+){2,}[.?!]?)["'`]""")
    found = {
        f"{name(path)}: {hit}"
        for path in scripts()
        for hit in sentence.findall(
            re.sub(r"//.*|/\*.*?\*/", "", path.read_text(), flags=re.MULTILINE)
        )
    }
    assert not found
