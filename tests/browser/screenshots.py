"""Make the pictures of README from the real site: `make screenshots`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.costly import CHROMIUM, QUIET

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "assets" / "readme"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file name, the page, the size of the window, the colour scheme."""

    name: str
    page: str
    width: int = 1280
    height: int = 860
    dark: bool = False


SHOTS = (
    Shot("home", "index.html"),
    Shot("post", "bearers/organ-discipline-committee.html"),
    Shot("clause", "works/jiguan-jiceng-tiaoli.html#art_10__item_3", height=760),
    Shot("experience", "experiences/main-responsibility-inspection.html", height=760, dark=True),
    Shot("phone", "bearers/full-time-deputy-secretary.html", width=390, height=760),
)


def main() -> None:
    """Build the site and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "build_tools", "build", "--site-dir", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, CHROMIUM)))
            browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            for shot in SHOTS:
                take(browser, shot, Path(folder))
            browser.close()


def take(browser: Browser, shot: Shot, site: Path) -> None:
    """Take one picture."""
    size: ViewportSize = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=size, color_scheme="dark" if shot.dark else "light")
    page.goto((site / "x").as_uri().removesuffix("x") + shot.page)
    page.wait_for_timeout(400)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    page.close()


if __name__ == "__main__":
    main()
