"""Takes all pictures of the guides afresh, in Vietnamese and in English.

    .venv/bin/python docs/pictures/take.py

It makes a demo of its own in a folder that is thrown away, serves it at a free port,
does there what the guides tell, and keeps what the screens show in `vi/` and `en/`.
Takes about four minutes. `--only officer` takes those of one guide.
"""

import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from a_demo import ROOT, a_demo, a_list_as_sent
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).parent
QUIZ = ROOT / "courses/curriculum/C/C1"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
PHONE = {"viewport": {"width": 360, "height": 740}}
DESK = {"viewport": {"width": 1000, "height": 840}}
COLOURS = 64  # flat colours and text need no more; a picture stays below 35 KB
SCRIPTS_MS = 1500  # for the editor to build its forms
PREVIEW_MS = 6000
SCROLLED_MS = 300
WORKED_MS = 5000  # for the worker to look through a list
ROOM_ABOVE = 12
PATIENCE_MS = 120_000
YESTERDAY = datetime.now().astimezone().date() - timedelta(days=1)


@dataclass
class Tour:
    """One language's way through the site: who it signs in, and where pictures go."""

    browser: Browser
    address: str
    secrets: dict[str, str]
    language: str

    def __post_init__(self) -> None:
        self.prefix = "" if self.language == "vi" else f"/{self.language}"
        (HERE / self.language).mkdir(exist_ok=True)

    def at_work(self, device: dict, user_name: str) -> Page:
        """Return a page on which somebody of the staff has signed in."""
        page = self._context(device).new_page()
        self.go(page, "/staff/sign-in/")
        page.fill("[name=username]", user_name)
        page.fill("[name=password]", self.secrets[user_name])
        press(page, "main form .button")
        return page

    def _context(self, device: dict) -> BrowserContext:
        locale = {"vi": "vi-VN", "en": "en-GB"}[self.language]
        context = self.browser.new_context(
            base_url=self.address, locale=locale, **device
        )
        context.set_default_timeout(PATIENCE_MS)
        return context

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.prefix}{path}")

    def take(self, page: Page, name: str, top: str = "") -> None:
        """Keep what the screen shows, scrolled until ``top`` is the first thing."""
        if top:
            page.locator(top).first.evaluate("each => each.scrollIntoView()")
            page.mouse.wheel(0, -ROOM_ABOVE)
            page.wait_for_timeout(SCROLLED_MS)
        shown = Image.open(BytesIO(page.screenshot()))
        few = shown.convert("RGB").quantize(
            COLOURS, Image.Quantize.FASTOCTREE, kmeans=1
        )
        few.save(HERE / self.language / f"{name}.png", optimize=True)


def helper(tour: Tour) -> None:
    """Register a resident, hand over the card, check them face to face."""
    name = {"vi": "Lò Văn Dụ", "en": "Lò Văn Nháp"}[tour.language]
    page = tour.at_work(PHONE, "nguoi.giup")
    tour.go(page, "/desk/")
    page.locator("main details").first.click()
    tour.take(page, "helper-residents", "main details")
    tour.go(page, "/desk/register/")
    page.fill("[name=full_name]", name)
    page.fill("[name=birth_year]", "1968")
    page.select_option("[name=hamlet]", index=1)
    page.check("[name=agreed]")
    tour.take(page, "helper-consent", "#wording li:nth-child(3)")
    press(page, "main form .button")
    tour.take(page, "helper-card", "main h1")
    press(page, "main form .button")
    tour.go(page, f"/desk/?q={name}")
    press(page, "[value=checked]")
    tour.take(page, "helper-sitting", "main")
    answer(tour, page)
    tour.take(page, "resident-result", "main .result")
    tour.go(page, "/me/data/")
    tour.take(page, "resident-data", "main h1")


def answer(tour: Tour, page: Page) -> None:
    """Go to the first lesson; hand in what its text file calls right, once in vain."""
    press(page, "main a.button")
    press(page, "[data-fragment] a.button[href*='/lessons/']")
    press(page, "main form .button")
    page.wait_for_selector("fieldset")
    text = (QUIZ / f"quiz.{tour.language}.md").read_text("utf-8")
    lines = text.splitlines()
    right = {line[6:] for line in lines if line.startswith("- [x] ")}
    places = {line[3:]: line[0] for line in lines if line[1:3] == ". "}
    for choice in page.locator("main .choice").all():
        words = choice.locator("label, span").last.inner_text()
        if words in places:
            choice.locator("select").select_option(places[words])
        elif words in right:
            choice.locator("input").check()
    page.context.set_offline(True)
    page.locator("main form:has(fieldset) .button").click()
    page.wait_for_selector("[data-unsent]:not([hidden])")
    tour.take(page, "resident-unsent", "[data-unsent]")
    page.context.set_offline(False)
    press(page, "main form:has(fieldset) .button")
    page.wait_for_selector(".result")


def trainer(tour: Tour) -> None:
    """Look around the editor, in a lesson and in a quiz."""
    page = tour.at_work(DESK, "giang.vien")
    page.goto("/admin/account/")
    page.select_option("[name=locale-preferred_language]", tour.language)
    press(page, "main form button[type=submit]")
    page.goto("/admin/")
    tour.take(page, "trainer-start")
    press(page, f"main a[href*='/pages/add/']:has-text('({tour.language})')")
    page.wait_for_timeout(SCRIPTS_MS)
    press(page, "button.c-sf-add-button")
    page.wait_for_timeout(SCRIPTS_MS)
    tour.take(page, "trainer-blocks")
    title = {"vi": "Một địa chỉ duy nhất", "en": "One address for everything"}
    page.goto(f"/admin/pages/search/?q={title[tour.language]}")
    press(page, "main table a[href$='/edit/']")
    with_preview(tour, page, "trainer-lesson")
    page.goto(f"/admin/snippets/quizzes/quiz/?locale={tour.language}")
    press(page, "main table a[href*='/edit/']")
    with_preview(tour, page, "trainer-quiz")


def with_preview(tour: Tour, page: Page, name: str) -> None:
    page.wait_for_timeout(SCRIPTS_MS)
    toggle = page.locator("[data-side-panel-toggle=preview]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    page.wait_for_timeout(PREVIEW_MS)
    tour.take(page, name)


def officer(tour: Tour) -> None:
    """Read the commune's page, what is behind it, and who is left."""
    page = tour.at_work(DESK, "can.bo.xa")
    link = page.locator("main a[href*='/communes/']").first.get_attribute("href")
    commune = "/communes/" + re.findall(r"/communes/(\w+)/", link or "")[0] + "/"
    tour.go(page, commune)
    tour.take(page, "commune-page", "main h1")
    tour.take(page, "commune-week", ".actions:has(a[href$='/left/'])")
    tour.go(page, f"{commune}figures/share/")
    tour.take(page, "commune-figure", "main h1")
    tour.go(page, f"{commune}left/")
    tour.take(page, "commune-left", "main h1")
    tour.go(page, f"{commune}adults/")
    tour.take(page, "commune-adults", ".field:has(#id_source)")
    check(tour, page, commune)
    a_list(tour, page, commune)
    hamlets(tour, page, commune)
    people_in_charge(tour, page, commune)
    report(tour, page, commune)


def check(tour: Tour, page: Page, commune: str) -> None:
    """Check the first certificate of the commune, as anybody can, on a phone."""
    tour.go(page, f"{commune}people/")
    number = re.findall(r"HS-[\w-]+", page.inner_text("main"))[0]
    page.set_viewport_size(PHONE["viewport"])
    tour.go(page, f"/check/{number}/")
    tour.take(page, "certificate-check", "main h1")
    page.set_viewport_size(DESK["viewport"])


def a_list(tour: Tour, page: Page, commune: str) -> None:
    """Send a list as communes have them; look at its dry run, and put it aside."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "danh-sach.xlsx"
        a_list_as_sent(file)
        tour.go(page, f"{commune}roster/")
        page.set_input_files("[type=file]", file)
        press(page, "main form .button")
    tour.take(page, "roster-columns", "main h1")
    press(page, "main form .button:has(.icon)")
    page.wait_for_timeout(WORKED_MS)
    page.reload()
    tour.take(page, "roster-checked", "main h1")
    press(page, "button[value=drop]")


def hamlets(tour: Tour, page: Page, commune: str) -> None:
    """Ask what dividing a hamlet would do, and leave it at that."""
    tour.go(page, f"{commune}hamlets/")
    page.locator("main a[href*='/change/split/']").nth(1).click()
    page.fill("main form textarea", "Mẫu Trên\nMẫu Dưới")
    page.fill("main form [type=date]", YESTERDAY.isoformat())
    press(page, "main form .button")
    tour.take(page, "hamlet-divided", "main h1")


def people_in_charge(tour: Tour, page: Page, commune: str) -> None:
    """Appoint a helper, and look at the card."""
    office = commune.replace("/communes/", "/in-charge/")
    tour.go(page, f"{office}appoint/")
    page.check("[name=role][value=helper]")
    page.select_option("[name=unit]", index=2)
    page.fill("[name=full_name]", "Lò Thị Thêm")
    tour.take(page, "appoint", "main h1")


def report(tour: Tour, page: Page, commune: str) -> None:
    """Look at a report that was sent back, and at the question a hamlet is asked."""
    tour.go(page, "/reports/")
    press(page, f"main section.card a[href*='{commune}']")
    tour.take(page, "report", "main h1")
    page = tour.at_work(PHONE, "to.truong")
    tour.go(page, "/reports/")
    page.locator("main section.card").first.locator("a").last.click()
    page.wait_for_load_state()
    tour.take(page, "report-hamlet", "main h2")


def press(page: Page, what: str) -> None:
    page.locator(what).first.click()
    page.wait_for_load_state()


GUIDES = {"helper": helper, "trainer": trainer, "officer": officer}


def main(*wanted: str) -> None:
    with a_demo() as (address, secrets), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tours = [Tour(browser, address, secrets, each) for each in ("vi", "en")]
        for tour in tours:
            for guide in wanted:
                GUIDES[guide](tour)
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[2:] if "--only" in sys.argv else GUIDES))
