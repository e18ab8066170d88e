"""The little Markdown that lessons use: paragraphs, bold, lists."""

import nh3
from markdown_it import MarkdownIt

_markdown = MarkdownIt("zero").enable(["emphasis", "list", "escape"])
_TAGS = {"p", "b", "ul", "li"}


def rich_text(text: str) -> str:
    """Return the text as the HTML that Wagtail's rich text keeps."""
    return _cleaned(_markdown.render(text))


def rich_line(text: str) -> str:
    """Return one paragraph as HTML, whatever its first characters are."""
    return _cleaned(f"<p>{_markdown.renderInline(text)}</p>")


def _cleaned(html: str) -> str:
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    kept = nh3.clean(html, tags=_TAGS, attributes={}).strip()
    return kept.replace("\n<", "<").replace(">\n", ">").replace("\n", " ")
