"""A person at a browser: goes places, fills in what is labelled, counts steps, and notices what is wrong with a page."""

import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

PASSWORD = "demo-practice"
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
AXE = {"resultTypes": ["violations"]}
PATIENCE = 30
"""Seconds to wait for a page: a laden machine is slow, and no story is about speed."""
expect.set_options(timeout=PATIENCE * 1000)


class Visitor:
    """`page` is the browser's page. `complaints` gathers what went wrong in the background: scripts, requests, policies."""

    def __init__(self, who, context):
        self.who, self.context = who, context
        self.complaints, self.expected, self.steps, self.fields = [], set(), 0, 0
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("console", self._heard)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        self.page = context.new_page()

    def _heard(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _failed(self, request):
        if "net::ERR_ABORTED" not in (request.failure or "") and "offline" not in self.expected:
            self.complaints.append(f"request failed: {request.method} {request.url} {request.failure}")

    def _answered(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    # Going about

    def sign_in(self):
        self.page.goto("/account/login/")
        self.page.get_by_label("E-mail").or_(self.page.get_by_label("Email")).first.fill(f"{self.who}@practice.example")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(
            self.page.get_by_role("button", name="Sign out").or_(self.page.get_by_role("link", name="Sign out")).first
        ).to_be_attached()
        self.steps = self.fields = 0

    def open(self, path):
        """Go to an address of the practice and look the page over."""
        self.page.goto(path)
        self.look_over()

    def press(self, name, *, role=None, within=None, exact=False):
        """One step: press the button or link of this name, and look over the page it leads to."""
        self.steps += 1
        place = within or self.page
        target = place.get_by_role(role, name=name, exact=exact) if role else (
            place.get_by_role("button", name=name, exact=exact).or_(place.get_by_role("link", name=name, exact=exact))
        )  # fmt: skip
        self.follow(target.first)

    def follow(self, target):
        """Press what leads to another page, wait until that one is there, and look it over."""
        self.page.evaluate("document.documentElement.dataset.before = 'yes'")
        target.click()
        until = time.monotonic() + PATIENCE
        while not self._arrived():
            assert time.monotonic() < until, f"{self.who} pressed and nothing came, at {self.page.url}"
            time.sleep(0.05)
        self.look_over()

    def _arrived(self):
        """Is another page here, and whole? (Asked from outside: the page's policy lets no script of ours wait inside.)"""
        try:
            return self.page.evaluate("!document.documentElement.dataset.before && document.readyState === 'complete'")
        except Error:
            return False  # on the way

    def choose(self, name, option=None):
        """One step: pick a radio button, tick a box, or choose an option of a list."""
        self.steps += 1
        if option is None:
            self.page.get_by_label(name, exact=True).first.check(force=True)
        else:
            self.page.get_by_label(name).first.select_option(label=option)

    def write(self, name, text):
        """Type into a field. Typing is not counted as a step, but as a field."""
        self.fields += 1
        self.page.get_by_label(name).first.fill(text)

    def sees(self, text):
        expect(self.page.get_by_text(text).first).to_be_visible()

    def sees_not(self, *words):
        shown = self.page.locator("body").inner_text().lower()
        assert [word for word in words if word.lower() in shown] == []

    def heading(self):
        return self.page.locator("h1").first.inner_text()

    # Looking over

    def look_over(self):
        """Nothing for axe-core to find, nothing to scroll to the side for, on a telephone and on a desk."""
        problems = self.problems()
        assert not problems, f"{self.who} at {self.page.url}: {problems}"

    def problems(self, *, widths=(NARROW, WIDE)):
        """What is wrong with the page as it stands, in sentences."""
        problems = []
        for size in widths:
            self.page.set_viewport_size(size)
            beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if beyond > 0:
                problems.append(f"{beyond} px to the side at {size['width']}: {self._widest()}")
        return problems + self.axe()

    def axe(self):
        found = Axe().run(self.page, options=AXE).response["violations"]
        return [f"axe {each['id']}: {[node['target'] for node in each['nodes']][:4]}" for each in found]

    def _widest(self):
        return self.page.evaluate(
            """() => Array.from(document.querySelectorAll('main *, header *, nav *'))
                .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 4).map(node => node.tagName + '.' + node.className)"""
        )

    def picture(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, full_page=True)
