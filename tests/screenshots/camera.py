"""Goes through every scene in both themes, both languages and at every size."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from seed.demo.staff import COLLEAGUES
from tests.screenshots.scenes import NARROW, SCENES, Scene

SIZES = ((1440, 900), (1280, 800), (768, 1024))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class View:
    theme: Literal["light", "dark"]
    language: str
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.theme}-{self.language}-{self.width}"


def all_views() -> Iterator[View]:
    for theme, language, (width, height) in product(THEMES, LANGUAGES, SIZES):
        yield View(theme, language, width, height)


def photograph(browser: Browser, address: str, folder: Path, *, wanted: str = "") -> list[Path]:
    """Take the pictures whose name holds `wanted`; tell where they are. The site shows the demo world."""
    folder.mkdir(parents=True, exist_ok=True)
    cookies = {role: _sign_in(browser, address, role) for role in ("agent", "administrator")}
    taken = []
    for view in all_views():
        taken += _sign_in_page(browser, address, folder, view, wanted)
        for role, storage in cookies.items():
            scenes = [scene for scene in SCENES if scene.administrator == (role == "administrator")]
            named = [(scene, folder / f"{view.name}-{scene.name}.png") for scene in scenes if _fits(scene, view)]
            chosen = [(scene, path) for scene, path in named if wanted in path.name]
            if chosen:
                page = _page(browser, view, storage)
                taken += [_take(page, address, scene, path) for scene, path in chosen]
                page.context.close()
    return taken


def _fits(scene: Scene, view: View) -> bool:
    return not (scene.wide_only if view.width < NARROW else scene.narrow_only)


def _take(page: Page, address: str, scene: Scene, path: Path) -> Path:
    scene.pose(page, address)
    page.screenshot(path=path, animations="disabled", caret="hide")
    return path


def _page(browser: Browser, view: View, storage: StorageState | None) -> Page:
    size = ViewportSize(width=view.width, height=view.height)
    context = browser.new_context(viewport=size, color_scheme=view.theme, storage_state=storage, locale="en-GB")
    context.add_init_script(f"document.cookie = 'comptoir_language={view.language}; path=/'")
    return context.new_page()


def _sign_in_page(browser: Browser, address: str, folder: Path, view: View, wanted: str) -> list[Path]:
    path = folder / f"{view.name}-sign-in.png"
    if wanted not in path.name:
        return []
    page = _page(browser, view, None)
    page.goto(f"{address}/sign-in?lang={view.language}")
    page.screenshot(path=path, animations="disabled", caret="hide")
    page.context.close()
    return [path]


def _sign_in(browser: Browser, address: str, role: str) -> StorageState:
    colleague = next(each for each in COLLEAGUES if each.role == role and each.language != "fr")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.fill("#email", colleague.email)
    page.fill("#password", colleague.password)
    page.press("#password", "Enter")
    page.wait_for_url(f"{address}/")
    storage = context.storage_state()
    context.close()
    return StorageState(cookies=storage.get("cookies", []), origins=[])
