"""The list of parts is whole, and what programs that read such lists take."""

import json

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from deploy.parts import LOCK, PINNED, bill_of_materials, page_parts, python_parts


def test_it_is_a_cyclonedx_list():
    written = json.dumps(bill_of_materials())

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None


def test_every_pinned_part_is_in_it_once():
    pinned = [line for line in PINNED.read_text("utf-8").splitlines() if line and not line.startswith((" ", "#"))]
    locked = [path for path in json.loads(LOCK.read_text("utf-8"))["packages"] if path]

    parts = bill_of_materials()["components"]

    assert len(parts) == len({each["purl"] for each in parts}) == len(pinned) + len(locked)


def test_a_part_is_named_as_its_registry_names_it():
    [python] = python_parts("argon2-cffi==25.1.0 ; sys_platform != 'emscripten' \\\n    --hash=sha256:00\n")
    [page] = page_parts('{"packages": {"": {}, "node_modules/@parcel/watcher": {"version": "2.6.0"}}}')

    assert python["purl"] == "pkg:pypi/argon2-cffi@25.1.0"
    assert page["purl"] == "pkg:npm/%40parcel/watcher@2.6.0"
