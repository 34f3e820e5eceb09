"""What is built, when it is built again, and that a failed build changes nothing."""

import gzip
import json
import os
from pathlib import Path

import pytest

from console.frontend import FrontendBuildFailed, build, build_frontend_if_changed
from console.frontend.fingerprint import fingerprint_of_inputs
from console.frontend.release import SCRIPT_HASHES, assemble_release

ADDRESSES = 'var e={PING:`http://localhost:8000/ping`,EVENT:"ws://localhost:8000/_event",TEST_MODE:!1};export{e as t};'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def bundle(work: Path, *, addresses: str = ADDRESSES) -> None:
    """What a finished compilation leaves behind."""
    script = write(work / "build/client/assets/reflex-env-abc.js", addresses)
    script.with_name("reflex-env-abc.js.gz").write_bytes(gzip.compress(addresses.encode()))
    write(work / "build/client/index.html", "<script>go()</script><script src='/a.js'></script>")
    write(work / "backend/stateful_pages.json", "[]")
    write(work / "routes.json", "[]")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path / "project/console/page.py", "title = 'one'")
    write(tmp_path / "project/rxconfig.py", "")
    return tmp_path / "project"


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the ten seconds of Reflex and bun; each entry is one compilation."""
    done: list[str] = []

    def compile(*_arguments: object, environment: dict[str, str], **_options: object) -> int:
        done.append(environment["PATH"].split(os.pathsep)[0])
        bundle(Path(environment["REFLEX_WEB_WORKDIR"]))
        return 0

    monkeypatch.setattr(build, "run_step", compile)
    return done


def test_a_release_works_under_any_host_and_port(tmp_path: Path) -> None:
    bundle(tmp_path / "work")
    release = assemble_release(work=tmp_path / "work", releases=tmp_path, name="one")
    script = release / "build/client/assets/reflex-env-abc.js"
    assert "localhost" not in script.read_text()
    assert "location.origin" in script.read_text()
    assert gzip.decompress(script.with_name("reflex-env-abc.js.gz").read_bytes()) == script.read_bytes()


def test_a_release_knows_the_hashes_of_its_inline_scripts(tmp_path: Path) -> None:
    bundle(tmp_path / "work")
    release = assemble_release(work=tmp_path / "work", releases=tmp_path, name="one")
    assert json.loads((release / SCRIPT_HASHES).read_text()) == ["sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw="]


@pytest.mark.parametrize("addresses", ["var e={PING:'//localhost:8000/ping'}", "export{}", ""])
def test_a_bundle_without_the_expected_addresses_is_refused(tmp_path: Path, addresses: str) -> None:
    bundle(tmp_path / "work", addresses=addresses)
    with pytest.raises(ValueError, match=r"localhost|address"):
        assemble_release(work=tmp_path / "work", releases=tmp_path, name="one")
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("console/page.py", True),
        ("console/locale/fr/LC_MESSAGES/messages.po", True),
        ("domain/kernel/permissions.py", True),
        ("assets/css/tokens.css", True),
        ("rxconfig.py", True),
        ("requirements.lock", True),
        ("reflex.lock/bun.lock", True),
        ("console/api/orders.py", False),
        ("console/worker.py", False),
        ("console/commands/run.py", False),
        ("assets/external/link.js", False),
        ("README.md", False),
        ("tests/test_page.py", False),
    ],
)
def test_only_what_screens_are_made_of_asks_for_a_new_build(project: Path, name: str, counts: bool) -> None:
    before = fingerprint_of_inputs(project)
    write(project / name, "changed")
    assert (fingerprint_of_inputs(project) != before) is counts


def test_nothing_is_built_twice(project: Path, tmp_path: Path, compilations: list[str]) -> None:
    answers = [build_frontend_if_changed(var=tmp_path, project=project, say=lambda _: None) for _ in range(3)]
    assert answers == [True, False, False]
    assert len(compilations) == 1
    assert (tmp_path / "web/build/client/index.html").is_file()


def test_bun_stands_in_for_node(project: Path, tmp_path: Path, compilations: list[str]) -> None:
    build_frontend_if_changed(var=tmp_path, project=project, say=lambda _: None)
    names = {path.name for path in Path(compilations[0]).iterdir() if os.access(path, os.X_OK)}
    assert {"bun", "node"} <= names


def test_a_change_is_built_and_only_the_release_before_is_kept(
    project: Path, tmp_path: Path, compilations: list[str]
) -> None:
    for text in ("one", "two", "three"):
        write(project / "console/page.py", text)
        assert build_frontend_if_changed(var=tmp_path, project=project, say=lambda _: None)
    releases = [path for path in (tmp_path / "frontend").iterdir() if (path / SCRIPT_HASHES).exists()]
    assert len(releases) == 2
    assert (tmp_path / "web").resolve() in releases


def test_a_failed_build_leaves_what_is_in_use(
    project: Path, tmp_path: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_frontend_if_changed(var=tmp_path, project=project, say=lambda _: None)
    in_use = (tmp_path / "web").resolve()
    write(project / "console/page.py", "broken")

    def fail(*_: object, output: object, **__: object) -> int:
        output.write(b"line 7: nonsense\n")  # type: ignore[attr-defined]
        return 1

    monkeypatch.setattr(build, "run_step", fail)
    with pytest.raises(FrontendBuildFailed, match="line 7: nonsense"):
        build_frontend_if_changed(var=tmp_path, project=project, say=lambda _: None)
    assert (tmp_path / "web").resolve() == in_use
    assert (in_use / "build/client/index.html").is_file()


def test_after_a_killed_build_the_next_one_starts_from_nothing(
    project: Path, tmp_path: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "frontend/work/node_modules/half", "written")
    write(tmp_path / "frontend/work.unfinished", "")
    build_frontend_if_changed(var=tmp_path, project=project, say=lambda _: None)
    assert not (tmp_path / "frontend/work/node_modules").exists()
    assert not (tmp_path / "frontend/work.unfinished").exists()
