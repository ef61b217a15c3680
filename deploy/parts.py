"""Writes down every part of others that is installed, with its version, as a CycloneDX 1.6 list: `make parts`.

Made from what is pinned, so that it is the same on every machine and asks nobody.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
PINNED = ROOT / "deploy/requirements/run.txt"
LOCK = ROOT / "directory/web/assets/package-lock.json"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
FOLDER = "node_modules/"

Part = dict[str, str]


def main() -> None:
    json.dump(bill_of_materials(), sys.stdout, indent=2)
    sys.stdout.write("\n")


def bill_of_materials() -> dict[str, object]:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "lynchpin", "version": version}},
        "components": [*python_parts(PINNED.read_text("utf-8")), *page_parts(LOCK.read_text("utf-8"))],
    }


def python_parts(pinned: str) -> Iterator[Part]:
    """The Python packages that run; those for developing are not installed with the product."""
    yield from (part_of("pypi", name, version) for name, version in PIN.findall(pinned))


def page_parts(lock: str) -> Iterator[Part]:
    """The npm packages behind the pages, once for each version: also those that only build them."""
    packages = json.loads(lock)["packages"]
    found = {(path.rpartition(FOLDER)[2], each["version"]) for path, each in packages.items() if path}
    yield from (part_of("npm", name, version) for name, version in sorted(found))


def part_of(kind: str, name: str, version: str) -> Part:
    address = f"pkg:{kind}/{quote(name)}@{quote(version)}"
    return {"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address}


if __name__ == "__main__":
    main()
