"""Takes the pictures of README.md from a running demo: `./run` in one window, in another:

.venv/bin/python tests/browser/take_screenshots.py [http://127.0.0.1:8000]
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
CHROMIUM = os.environ.get("IPT_CHROMIUM") or "/usr/bin/chromium"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


def sign_in(browser, address, who, **options):
    page = browser.new_context(base_url=address, **options).new_page()
    page.goto("/account/login/")
    page.locator("[name=login]").fill(f"{who}@practice.example")
    page.locator("[name=password]").fill("demo-practice")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    return page


def picture(page, name):
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")


def adas_pages(page):
    picture(page, "today")
    page.goto("/clients/")
    page.get_by_role("link", name="Wren Applegarth").first.click()
    page.wait_for_load_state()
    case_file = page.url
    picture(page, "case_file")
    page.get_by_role("link", name="People").first.click()
    page.wait_for_load_state()
    picture(page, "people")
    page.goto(case_file)
    page.get_by_role("link", name="Open session").first.click()
    page.wait_for_load_state()
    page.get_by_text("Held", exact=True).first.click()
    picture(page, "note")


def kims_pages(page):
    picture(page, "intake")
    page.locator("article, li, .ticket").filter(has_text="Delphine Rookwood").get_by_role(
        "link", name="Book course"
    ).last.click()
    page.wait_for_load_state()
    page.get_by_text("Free every week:").locator("xpath=..").get_by_role("link").first.click()
    page.wait_for_load_state()
    page.get_by_role("heading", level=3).first.scroll_into_view_if_needed()
    picture(page, "booking")


def phones_page(page):
    """Today in the dark theme; the theme is put back afterwards."""
    for theme in ("dark", "light"):
        page.goto("/profile/")
        page.locator(f"label[for=theme-{theme}]").click()
        page.get_by_role("button", name="Use this theme").click()
        page.wait_for_load_state()
        if theme == "dark":
            page.goto("/")
            picture(page, "phone")


def main(address="http://127.0.0.1:8000"):
    FOLDER.mkdir(parents=True, exist_ok=True)
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        adas_pages(sign_in(browser, address, "ada", viewport=DESK))
        kims_pages(sign_in(browser, address, "kim", viewport=DESK))
        phone = sign_in(browser, address, "ada", viewport=PHONE)
        phones_page(phone)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
