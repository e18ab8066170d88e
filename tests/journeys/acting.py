"""What people do, told in steps: find a button by its words, answer, hand in."""

import re
from uuid import UUID

from django.utils.translation import gettext, override

from quizzes.models import Attempt

TABS_AT_MOST = 60


class Somebody:
    """A person at a window, who reads one language and presses what it says there."""

    def __init__(self, page, language="vi"):
        self.page = page
        self.language = language

    def word(self, sentence):
        """Return one of our sentences as this person reads it."""
        with override(self.language):
            return gettext(sentence)

    def sees(self, sentence):
        words = self.word(sentence)
        self.page.locator("main").get_by_text(words).first.wait_for()

    def presses(self, sentence):
        """Press the link or button that says so, and wait for the next page."""
        words = self.word(sentence)
        named = re.compile(re.escape(words))
        where = self.page.locator("a, button").filter(has_text=named, visible=True)
        self.goes_on(where.first)

    def presses_title(self, title):
        """Press the title of a course, a lesson or a place in a list of them."""
        self.goes_on(self.page.locator("main :is(h2, h3) a", has_text=title))

    def goes_on(self, where):
        with self.page.expect_navigation():
            where.click()

    def fills_in(self, name, year, hamlet="Xóm Mẫu"):
        """Fill in a registration, and agree."""
        self.page.locator("[name=full_name]").fill(name)
        self.page.locator("[name=birth_year]").fill(str(year))
        self.page.locator("[name=hamlet]").select_option(label=hamlet)
        self.page.locator("[name=agreed]").check()

    def reads_the_card(self):
        """Return the code and the PIN that stand on the screen."""
        code, pin = self.page.locator("main .digits").all_inner_texts()
        return code, pin

    def signs_in(self, code, pin):
        self.page.locator("[name=code]").fill(code)
        self.page.locator("[name=pin]").fill(pin)
        self.presses("Sign in")

    def answers(self, choose, helped_by="alone"):
        """Answer the paper on the screen; ``choose`` knows its edition's answers."""
        attempt = self.attempt()
        answers = choose(attempt.edition)
        for asked in attempt.paper:
            self._answer(asked, answers[asked.key])
        if self.page.locator("[name=helped_by]").count():
            self.page.locator(f"[name=helped_by][value={helped_by}]").check()

    def attempt(self):
        """Return the attempt whose paper or result is on the screen."""
        found = re.search(r"/attempts/([0-9a-f-]{36})/", self.page.url)
        return Attempt.objects.select_related("edition").get(pk=UUID(found[1]))

    def _answer(self, asked, answer):
        if asked.frozen["type"] == "order":
            for place, line in enumerate(asked.order):
                box = self.page.locator(f'[name="q-{asked.key}_{place}"]')
                box.select_option(str(answer.index(line) + 1))
            return
        for choice in answer if isinstance(answer, list) else [answer]:
            self.page.locator(f'[name="q-{asked.key}"][value="{choice}"]').check()

    def finishes_the_lesson(self):
        """Press what stands under a lesson; its words depend on who reads it."""
        self.goes_on(self.page.locator("[data-fragment] a.button"))

    def strikes(self, key):
        """Press a key that leads to the next page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def tabs_to(self, css):
        """Press the tab key until the focus is there."""
        for _tab in range(TABS_AT_MOST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("css => document.activeElement.matches(css)", css):
                return
        raise AssertionError(f"no tab leads to {css}")

    def answers_by_keyboard(self, choose):
        """Answer the paper and say "alone", without touching the screen."""
        attempt = self.attempt()
        answers = choose(attempt.edition)
        for asked in attempt.paper:
            name, answer = f"q-{asked.key}", answers[asked.key]
            if asked.frozen["type"] == "order":
                for place, line in enumerate(asked.order):
                    self.tabs_to(f'[name="{name}_{place}"]')
                    self.page.keyboard.type(str(answer.index(line) + 1))
            elif isinstance(answer, list):
                for choice in sorted(answer, key=asked.order.index):
                    self.tabs_to(f'[name="{name}"][value="{choice}"]')
                    self.page.keyboard.press("Space")
            else:
                self.tabs_to(f'[name="{name}"]')
                self._arrows_to(f'[value="{answer}"]')
        self.tabs_to("[name=helped_by]")
        self._arrows_to("[value=alone]")

    def _arrows_to(self, css):
        """Choose one of several with the arrow keys, or the space bar for the first."""
        self.page.keyboard.press("Space")
        while not self.page.evaluate("css => document.activeElement.matches(css)", css):
            self.page.keyboard.press("ArrowDown")
