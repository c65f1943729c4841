"""What a visitor with a slow phone on a slow line waits for: the first picture, blocked fingers, jumps, answers to touches.

The lab of the design's 3.2: 150 ms, 1.6 Mbit/s, a fourth of this machine's speed, median of three first visits,
each touch by its fastest.
"""

import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.proof import budgets, touches

RUNS = 3
SLOWER = 4.0
SAMPLE = 0.15
LINE: Mapping[str, Any] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
OBSERVED = ("lcp_ms", "cls", "tbt_ms")
# Browsers' own reports, from the first byte on. Before anything is touched every jump counts: a window that takes the
# phone's size is called an input, too, which would excuse what jumps while the page loads; `answers` holds every touch or key by its number.
OBSERVER = """(() => {
  const field = (window.field = { lcp: 0, largest: "", cls: 0, drawn: 0, tasks: [], answers: {}, last: 0, touched: false });
  const named = (one) => one?.id || one?.className || one?.tagName || "";
  const see = (type, read, more = {}) => new PerformanceObserver((list) => {
    field.last = performance.now();
    list.getEntries().forEach(read);
  }).observe({ type, buffered: true, ...more });
  see("paint", (one) => { if (one.name === "first-contentful-paint") field.drawn = one.startTime; });
  see("largest-contentful-paint", (one) => { field.lcp = one.startTime; field.largest = named(one.element); });
  see("layout-shift", (one) => { if (!field.touched || !one.hadRecentInput) field.cls += one.value; });
  see("longtask", (one) => field.tasks.push([one.startTime, one.duration]));
  see("event", (one) => {
    const known = field.answers[one.interactionId];
    if (one.interactionId && !(known?.[0] >= one.duration))
      field.answers[one.interactionId] = [one.duration, `${one.name} on ${named(one.target)}`];
  }, { durationThreshold: 16 });
})()"""
# Nothing more was drawn and nobody blocked for as long as networks are called idle.
QUIET = "() => document.readyState === 'complete' && performance.now() - field.last > 500"
# What was answered since the last deed.
ANSWERS = "() => { const given = Object.values(field.answers); field.answers = {}; return given; }"
# Two frames: what a touch changed is drawn, and told.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"


def slowness() -> float:
    """This is how much slower the browser is made.

    What others take of the processor in this very moment has made it slower already, and is not taken twice.
    """
    wall, own = time.perf_counter(), time.thread_time()
    while time.thread_time() - own < SAMPLE:
        sum(range(1000))
    share = (time.thread_time() - own) / (time.perf_counter() - wall)
    return max(1.0, SLOWER * share)


def measure(
    browser: Browser, url: str, deeds: Sequence[touches.Deed], state: Any
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """This gives the median of every figure over three first visits, and the visits themselves.

    INP is the slowest of the touches, each by its fastest visit: a touch that is slow is slow in every visit,
    and whatever else the machine does only adds to it (answers are told in steps of 8 ms).
    `state` is what the browser brings along, such as a bag. A visit before them is not counted: it has the house
    draw the renditions of pictures that nobody has ever looked at.
    """
    _visit(browser, url, (), state)
    visits = [_visit(browser, url, deeds, state, slow=True) for _time in range(RUNS)]
    found = {name: statistics.median(one[name] for one in visits) for name in OBSERVED}
    answers = [min(times) for times in zip(*(one["answers"] for one in visits), strict=True)]
    return {**found, "inp_ms": max(answers)}, visits


def _visit(
    browser: Browser, url: str, deeds: Sequence[touches.Deed], state: Any, *, slow: bool = False
) -> dict[str, Any]:
    context = browser.new_context(**budgets.PHONE, storage_state=state)
    page = context.new_page()
    page.add_init_script(OBSERVER)
    if slow:
        _slow(context.new_cdp_session(page))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(QUIET)
    loaded = page.evaluate("field")
    touched = _touched(page, deeds)
    shifted = page.evaluate("field.cls")
    context.close()
    return {
        "lcp_ms": round(loaded["lcp"]),
        "largest": loaded["largest"],
        "cls": round(shifted, 4),
        "tbt_ms": _blocked(loaded),
        "answers": [took for took, _what in touched],
        "slowest": max(touched, default=[0, ""])[1],
    }


def _slow(lab: CDPSession) -> None:
    lab.send("Network.enable")
    lab.send("Network.emulateNetworkConditions", dict(LINE))
    lab.send("Emulation.setCPUThrottlingRate", {"rate": slowness()})


def _touched(page: Page, deeds: Sequence[touches.Deed]) -> list[list[Any]]:
    """The slowest answer to each deed: how long it took, and what was asked."""
    slowest = []
    page.evaluate("field.touched = true")
    touches.answer_banner(page)
    for deed in deeds:
        deed(page)
        page.evaluate(DRAWN)
        slowest.append(max(page.evaluate(ANSWERS), default=[0, ""]))
    return slowest


def _blocked(loaded: Mapping[str, Any]) -> float:
    """What tasks took above 50 ms each, from the first thing drawn until the page was quiet."""
    long = [took for start, took in loaded["tasks"] if start >= loaded["drawn"]]
    return float(round(sum(took - 50 for took in long)))
