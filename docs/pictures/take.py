"""Takes the pictures of the guides from a site that has the demo and nothing else.

    .venv/bin/python docs/pictures/take.py http://127.0.0.1:8000 PASSWORD

PASSWORD is that of the demo's staff, which `make run` prints. A resident is registered
and answers a quiz, so let it be a demo that may be thrown away.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
FIRST_QUIZ = HERE.parents[1] / "courses/curriculum/C/C1/quiz.vi.md"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1000, "height": 720}}
COLOURS = 64  # flat colours and text need no more; a picture stays below 60 KB
SCRIPTS_MS = 1500  # for the editor to build its forms
PREVIEW_MS = 6000
SCROLLED_MS = 300
ROOM_ABOVE = 12
PATIENCE_MS = 120_000


def main(address: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        helper(at_work(browser, address, PHONE, "nguoi.giup", password))
        trainer(at_work(browser, address, DESK, "giang.vien", password))
        officer(at_work(browser, address, DESK, "can.bo.xa", password))
        check(at_work(browser, address, PHONE, "can.bo.xa", password))
        browser.close()


def at_work(
    browser: Browser, address: str, device: dict, user_name: str, password: str
) -> Page:
    """Return a page on which somebody of the staff has signed in."""
    context = browser.new_context(base_url=address, locale="vi-VN", **device)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/staff/sign-in/")
    page.fill("[name=username]", user_name)
    page.fill("[name=password]", password)
    press(page, "main form .button")
    return page


def helper(page: Page) -> None:
    """Register a resident, hand over the card, check them face to face."""
    press(page, "main .button")
    page.locator("main details").first.click()
    take(page, "helper-residents", "main .button")
    press(page, "main .button")
    page.fill("[name=full_name]", "Bùi Văn Dụ")
    page.fill("[name=birth_year]", "1968")
    page.select_option("[name=hamlet]", index=1)
    page.check("[name=agreed]")
    take(page, "helper-consent", "#wording li:nth-child(2)")
    press(page, "main form .button")
    take(page, "helper-card", "main h1")
    press(page, "main form .button")
    page.goto("/desk/?q=bui van du")
    press(page, "[value=checked]")
    take(page, "helper-sitting", "main")
    answer(page)
    take(page, "resident-result", "main .result")


def answer(page: Page) -> None:
    """Go to the first lesson and hand in the answers that its text file calls right."""
    press(page, "main a.button")
    press(page, "[data-fragment] a.button[href^='/lessons/']")
    press(page, "main form .button")
    page.wait_for_selector("fieldset")
    lines = FIRST_QUIZ.read_text("utf-8").splitlines()
    right = {line[6:] for line in lines if line.startswith("- [x] ")}
    places = {line[3:]: line[0] for line in lines if line[1:3] == ". "}
    for choice in page.locator("main .choice").all():
        words = choice.locator("label, span").last.inner_text()
        if words in places:
            choice.locator("select").select_option(places[words])
        elif words in right:
            choice.locator("input").check()
    press(page, "main form:has(fieldset) .button")


def trainer(page: Page) -> None:
    """Look around the editor, in a lesson and in a quiz."""
    page.goto("/admin/")
    take(page, "trainer-start")
    press(page, "main a[href*='/pages/add/']")
    page.wait_for_timeout(SCRIPTS_MS)
    press(page, "button.c-sf-add-button")
    page.wait_for_timeout(SCRIPTS_MS)
    take(page, "trainer-blocks")
    page.goto("/admin/")
    press(page, "main a[href$='/edit/']")
    take_with_preview(page, "trainer-lesson")
    page.goto("/admin/snippets/quizzes/quiz/")
    press(page, "main table a[href*='/edit/']")
    take_with_preview(page, "trainer-quiz")


def officer(page: Page) -> None:
    """Open the commune's figures, its adults and its people."""
    press(page, "main .button")
    commune = page.url
    take(page, "officer-commune", "main h1")
    page.goto(f"{commune}adults/")
    take(page, "officer-adults", ".field:has(#id_source)")
    page.goto(f"{commune}people/")
    take(page, "officer-people", "main h1")


def check(page: Page) -> None:
    """Check the first certificate of the commune, as anybody can."""
    press(page, "main .button")
    page.goto(f"{page.url}people/")
    words = page.locator("main a[href*='/certificates/']").first.inner_text().split()
    [number] = [word for word in words if word.startswith("HS-")]
    page.goto(f"/check/{number}/")
    take(page, "certificate-check", "main h1")


def press(page: Page, what: str) -> None:
    page.locator(what).first.click()
    page.wait_for_load_state()


def take_with_preview(page: Page, name: str) -> None:
    page.wait_for_timeout(SCRIPTS_MS)
    toggle = page.locator("[data-side-panel-toggle=preview]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    page.wait_for_timeout(PREVIEW_MS)
    take(page, name)


def take(page: Page, name: str, top: str = "") -> None:
    """Keep what the screen shows, scrolled until ``top`` is the first thing on it."""
    if top:
        page.locator(top).first.evaluate("each => each.scrollIntoView()")
        page.mouse.wheel(0, -ROOM_ABOVE)
        page.wait_for_timeout(SCROLLED_MS)
    shown = Image.open(BytesIO(page.screenshot()))
    few = shown.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
