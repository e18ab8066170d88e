"""One window in which a whole process looks at page after page.

A new window costs more than the page in it: its process, its fonts, its styles. This
one forgets who was here instead. What needs a phone of its own asks ``open_for``.
"""

from contextlib import contextmanager

from tests.fixtures.browsers import PATIENCE_MS, note
from tests.journeys.measuring import PHONE, bring_measures, resize

PAGES_AT_MOST = 40  # then it is opened anew: Chromium grows with them, and slows


class KeptWindow:
    """Shows one page at a time; ``complaints`` gathers what went wrong behind it."""

    def __init__(self, browser, origin):
        self.origin = origin
        self.complaints = []
        self.answers = []  # to what the window itself has asked for
        self.context = browser.new_context(
            base_url=origin,
            service_workers="block",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self._shown = 0
        self._open()

    def _open(self):
        self.page = self.context.new_page()
        bring_measures(self.page)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: note(message, self.complaints))
        self.page.on("request", self._note_stranger)
        self.page.on("response", self._note_answer)
        self._chromium = self.context.new_cdp_session(self.page)

    def show(self, page_type, client, path):
        """Open a page as somebody who has signed in, on a small phone."""
        self.context.clear_cookies()
        self.context.add_cookies(
            [
                {"name": cookie.key, "value": cookie.value, "url": self.origin}
                for cookie in client.cookies.values()
            ]
        )
        self._shown += 1
        if self._shown % PAGES_AT_MOST == 0:
            self.page.close()
            self._open()
        self.page.emulate_media(color_scheme="light")
        resize(self.page, PHONE)
        self.answers.clear()
        self.page.goto(path)
        if page_type.then:
            page_type.then(self.page)
        assert self.answers[-1].status == page_type.status
        return self.page

    @contextmanager
    def without_scripts(self):
        """Run none while this lasts."""
        switch = "Emulation.setScriptExecutionDisabled"
        self._chromium.send(switch, {"value": True})
        try:
            yield
        finally:
            self._chromium.send(switch, {"value": False})

    def forget(self):
        """Leave the page, and all that this phone has kept of it."""
        self.context.set_offline(False)
        self.page.goto("about:blank")
        everything = {"origin": self.origin, "storageTypes": "all"}
        self._chromium.send("Storage.clearDataForOrigin", everything)
        complaints, self.complaints[:] = list(self.complaints), []
        return complaints

    def _note_stranger(self, request):
        if not request.url.startswith((self.origin, "about:", "data:", "blob:")):
            self.complaints.append(f"asks {request.url}")

    def _note_answer(self, response):
        if response.request.is_navigation_request():
            self.answers.append(response)
