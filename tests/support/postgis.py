"""A PostGIS server of the test run's own, on the loopback, in a folder that goes away with it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    assert on_path, "no PostgreSQL server here; `make setup` installs postgresql and postgresql-postgis"
    return Path(on_path).parent


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server; gives ``postgresql://...`` without a database name."""
    programs = _programs()
    as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="soilgate-pg-") as folder:
        if as_owner:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def run(*command: str) -> None:
            done = subprocess.run([*as_owner, *command], cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr

        run(f"{programs}/initdb", "-D", data, "-U", "office", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        run(f"{programs}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://office:geheim@127.0.0.1:{port}"
        finally:
            run(f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "stop")


def new_database(address: str, name: str) -> str:
    """Make an empty database; gives its address."""
    import psycopg2

    connection = psycopg2.connect(f"{address}/postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    finally:
        connection.close()
    return f"{address}/{name}"
