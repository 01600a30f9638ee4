#!/bin/sh
# Compiles the programs that the benchmarks measure against, into .build/ beside this file.
#   build.sh                     the C programs: needs gcc (or $CC), libsqlite3-dev, libyaml-dev
#   build.sh --with-apscheduler  also makes .build/venv with APScheduler and SQLAlchemy, through pip
set -eu
cd "$(dirname "$0")"
mkdir -p .build

compile() {
    name=$1
    shift
    "${CC:-gcc}" -std=gnu11 -O2 -Wall -Wextra -Werror -o ".build/$name" "$name.c" "$@"
}

compile process_floor
compile idle_pass_floor -lsqlite3
compile catch_up_floor -lsqlite3
compile list_and_read
compile yaml_events -lyaml
compile occurrences_floor
compile http_sink
compile ledger_floor -lsqlite3

case "${1:-}" in
'') ;;
--with-apscheduler)
    [ -x .build/venv/bin/python ] || python3 -m venv .build/venv
    .build/venv/bin/python -m pip install --quiet 'APScheduler>=3.10,<4' 'SQLAlchemy>=2,<3'
    ;;
*)
    echo "usage: build.sh [--with-apscheduler]" >&2
    exit 64
    ;;
esac
