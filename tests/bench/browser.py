"""What a browser fetches for a lesson: a small phone, nothing remembered."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench.site import Site
from tests.fixtures.browsers import ARGUMENTS, CHROMIUM

PHONE = {"width": 360, "height": 740}
# Slow 3G: 400 kbit/s each way, and 400 ms for each request to come back.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
FIRST_PAINT = """new Promise(told => new PerformanceObserver(list => {
  const found = list.getEntriesByName("first-contentful-paint");
  if (found.length) told(found[0].startTime);
}).observe({ type: "paint", buffered: true }))"""
ALL_PICTURES = """Promise.all([...document.images].map(picture => {
  picture.loading = "eager";
  return picture.decode();
}))"""
PICTURES = {"Image", "Media"}


@dataclass
class Weight:
    """What came over the wire, heads included. Units: bytes."""

    pieces: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.pieces)

    @property
    def bytes(self) -> int:
        return sum(size for _url, _kind, size in self.pieces)

    @property
    def without_pictures(self) -> int:
        return sum(n for _url, kind, n in self.pieces if kind not in PICTURES)


@dataclass(frozen=True)
class View:
    """One lesson, opened: before anything is touched, and read to its end."""

    path: str
    first: Weight
    whole: Weight
    slow_paint_ms: float


def open_lessons(site: Site, paths: list[str]) -> list[View]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        views = [_view(site, chromium, path) for path in paths]
        chromium.close()
    return views


def _view(site: Site, chromium: Browser, path: str) -> View:
    page, _line, fetched = _window(site, chromium)
    page.goto(path, wait_until="networkidle")
    first = Weight(list(fetched.pieces))
    page.evaluate(ALL_PICTURES)
    page.wait_for_load_state("networkidle")
    whole = Weight(list(fetched.pieces))
    page.context.close()
    return View(path, first, whole, _slow_paint(site, chromium, path))


def _slow_paint(site: Site, chromium: Browser, path: str) -> float:
    page, line, _fetched = _window(site, chromium)
    line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(path, wait_until="load")
    painted = page.evaluate(FIRST_PAINT)
    page.context.close()
    return painted


def _window(site: Site, chromium: Browser) -> tuple[Page, CDPSession, Weight]:
    """Return a fresh window, a line to the browser's inside, and what it fetches."""
    context = chromium.new_context(
        base_url=f"http://127.0.0.1:{site.address.port}",
        viewport=PHONE,
        is_mobile=True,
        extra_http_headers={"X-Forwarded-Proto": "https"},
    )
    page, fetched = context.new_page(), Weight()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, tuple[str, str]] = {}

    def noted(event: dict) -> None:
        answer = event["response"]
        assert answer["status"] == 200, answer["url"]
        kinds[event["requestId"]] = (answer["url"], event["type"])

    def ended(event: dict) -> None:
        url, kind = kinds[event["requestId"]]
        fetched.pieces.append((url, kind, event["encodedDataLength"]))

    line.on("Network.responseReceived", noted)
    line.on("Network.loadingFinished", ended)
    return page, line, fetched
