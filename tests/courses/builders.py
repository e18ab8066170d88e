"""A small curriculum as text files, to be loaded, broken and changed by tests."""

from pathlib import Path

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" fill="none" '
    'stroke="#17402f"><path d="M0 0h{width}"/></svg>'
)

HOME = """\
---
title: {title}
lead: {lead}
---
"""

COURSE = """\
---
title: {title}
picture: course.svg
picture_alt: {alt}
audience: {audience}
---
{introduction}
"""

LESSON = """\
---
title: {title}
outcome: {outcome}
summary: {summary}
minutes: 4
skills: ["2.3", "1.2"]
core_skill: 1
checked_on: 2026-11-24
review_by: 2027-05-24
picture: top.svg
picture_alt: {alt}
---

## {heading}
{paragraph} **dichvucong.gov.vn**.

- {paragraph}

::: steps
1. {step}
   ![{alt}](step.svg)
2. {step} **OK**.
:::

::: tip
{tip}
:::

::: warning
{warning}
:::

::: link https://dichvucong.gov.vn
label: {label}
:::
"""

QUIZ = """\
---
title: {title}
pass_percent: 70
---

# q1 single
read: {heading}
{question}
- [x] {right}
  > {feedback}
- [ ] {wrong}
  > {feedback}

# q2 true_false
read: {heading}
{question}
- [ ] {true}
  > {feedback}
- [x] {false}
  > {feedback}

# q3 several
read: {heading}
{question}
- [x] {right}
  > {feedback}
- [x] {right} 2
  > {feedback}
- [ ] {wrong}
  > {feedback}

# q4 order
read: {heading}
{question}
1. {right}
2. {wrong}
> {feedback}
"""

VIETNAMESE = {
    "title": "Đường đi đúng",
    "lead": "Mỗi bài vài phút.",
    "audience": "Bà con muốn làm giấy tờ ở nhà",
    "introduction": "Bác học xong thì vào đúng cổng.",
    "outcome": "Bác vào đúng cổng và tránh lừa đảo.",
    "summary": "Tự gõ địa chỉ của cổng.",
    "alt": "Dòng địa chỉ ở trên cùng màn hình",
    "heading": "Đọc kỹ địa chỉ",
    "paragraph": "Bác chỉ cần nhớ",
    "step": "Mở trình duyệt.",
    "tip": "Bác lưu trang lại.",
    "warning": "Đừng bấm đường dẫn lạ.",
    "label": "Cổng Dịch vụ công quốc gia",
    "question": "Bác làm gì?",
    "right": "Tự gõ",
    "wrong": "Bấm vội",
    "true": "Đúng",
    "false": "Sai",
    "feedback": "Vì thế mới an toàn.",
}
ENGLISH = {
    "title": "The right way",
    "lead": "Each lesson takes a few minutes.",
    "audience": "People who do paperwork at home",
    "introduction": "You reach the right portal.",
    "outcome": "You reach the portal and avoid scams.",
    "summary": "Type the address of the portal.",
    "alt": "The address bar at the top of the screen",
    "heading": "Read the address with care",
    "paragraph": "You only need to remember",
    "step": "Open the browser.",
    "tip": "Save the page.",
    "warning": "Do not press strange links.",
    "label": "National Public Service Portal",
    "question": "What do you do?",
    "right": "Type it",
    "wrong": "Press at once",
    "true": "True",
    "false": "False",
    "feedback": "This is what keeps you safe.",
}
WORDS = {"vi": VIETNAMESE, "en": ENGLISH}


def write_curriculum(folder: Path, *, lessons=("C1",)) -> Path:
    """Return the folder, filled with a home page, a course C and its lessons."""
    folder.mkdir(exist_ok=True)
    _write_each(folder, "home", HOME)
    course = folder / "C"
    course.mkdir()
    _write_each(course, "course", COURSE)
    (course / "course.svg").write_text(DRAWING.format(width=480))
    for number, code in enumerate(lessons, start=1):
        add_lesson(folder, code, number=number)
    return folder


def add_lesson(folder: Path, code: str, *, number: int = 1) -> Path:
    """Return the folder of a new lesson, named after its code."""
    lesson = folder / code[0] / code
    lesson.mkdir()
    _write_each(lesson, "lesson", LESSON, f" {number}" if number > 1 else "")
    _write_each(lesson, "quiz", QUIZ, f" {number}" if number > 1 else "")
    for width, name in enumerate(("top", "step")):
        (lesson / f"{name}.svg").write_text(DRAWING.format(width=width))
    return lesson


def change(file: Path, old: str, new: str) -> None:
    """Replace a text in a file; it has to be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new), "utf-8")


def _write_each(folder: Path, name: str, pattern: str, more: str = "") -> None:
    for language, words in WORDS.items():
        text = pattern.format(**{**words, "title": words["title"] + more})
        (folder / f"{name}.{language}.md").write_text(text, "utf-8")
