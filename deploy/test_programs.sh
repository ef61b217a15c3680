#!/usr/bin/env bash
# The programs that tests drive: Chromium and a PostgreSQL server. On Debian, as root, they are installed when missing;
# elsewhere one line says what is left out, and where nothing may be (CI=true) that is a failure.
set -euo pipefail

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || [ -n "${LYNCHPIN_TEST_POSTGRESQL:-}" ] || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi
echo "Left out of the tests: what needs ${missing[*]}, which this machine does not have."
[ "${CI:-}" != true ]
