import pytest

from courses.curriculum.markdown import rich_line, rich_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\n\nTwo", "<p>One</p><p>Two</p>"),
        ("One **bold** word", "<p>One <b>bold</b> word</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("one\ntwo", "<p>one two</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
        ("a *b* c", "<p>a b c</p>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("", ""),
    ],
)
def test_rich_text(text, html):
    assert rich_text(text) == html


def test_a_line_stays_a_line_whatever_it_begins_with():
    assert rich_line("- **Stop**") == "<p>- <b>Stop</b></p>"
