"""test_cli.py - the verbs of `ccpl` that only look: check, config, schema."""
import json
import os
import subprocess
from pathlib import Path

import pytest

from instance import TOP
from waiting import PATIENCE_S

KEY = "0123456789abcdef0123456789abcdef"
PROGRAM = f'{os.environ.get("CCPL_BUILD", TOP / "build")}/ccpl'


@pytest.fixture
def ccpl(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o750)
    base = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "CCPL_HOME": str(home), "ENVIRONMENT": "test",
            "CCPL_MIGRATIONS": str(TOP / "migrations"), "JWT_SECRET_KEY": KEY, "MONGOC_DISABLE_SHM": "1"}

    def run(*args, **settings):
        env = {name: value for name, value in (base | settings).items() if value is not None}
        return subprocess.run([PROGRAM, *args], env=env, capture_output=True, text=True, timeout=PATIENCE_S)

    return run


def test_check_passes_once_the_store_is_migrated(ccpl):
    before = ccpl("check")
    assert before.returncode == 1
    assert "not ok    the store answers and its schema is current" in before.stdout
    assert "ccpl migrate up" in before.stderr
    assert ccpl("migrate", "up").returncode == 0
    after = ccpl("check")
    assert (after.returncode, after.stderr) == (0, "")
    assert all(line.startswith("ok ") for line in after.stdout.splitlines())


def test_check_names_every_bad_setting(ccpl):
    done = ccpl("check", JWT_SECRET_KEY="short", CURRENCY="euro", ENVIRONMENT="production", DEBUG="true")
    assert done.returncode == 1
    for name in ("JWT_SECRET_KEY", "CURRENCY", "DEBUG"):
        assert f"  {name}: " in done.stderr


def test_check_refuses_a_secret_that_everybody_can_read(ccpl, tmp_path):
    secret = tmp_path / "jwt"
    secret.write_text(KEY + "\n")
    secret.chmod(0o644)
    ccpl("migrate", "up")
    done = ccpl("check", JWT_SECRET_KEY=None, JWT_SECRET_KEY_FILE=str(secret))
    assert done.returncode == 1
    assert "not ok    the file of JWT_SECRET_KEY" in done.stdout
    secret.chmod(0o640)
    assert ccpl("check", JWT_SECRET_KEY=None, JWT_SECRET_KEY_FILE=str(secret)).returncode == 0


def test_config_says_where_each_setting_comes_from_and_no_secret(ccpl):
    done = ccpl("config", DATABASE_URL="mongodb://u:hunter2@db.example/x", TIMEZONE="Asia/Kolkata")
    assert done.returncode == 0
    assert "TIMEZONE=Asia/Kolkata  (environment)\n" in done.stdout
    assert "CURRENCY=EUR  (default)\n" in done.stdout
    assert "JWT_SECRET_KEY=********  (environment)\n" in done.stdout
    assert "hunter2" not in done.stdout and KEY not in done.stdout


def test_an_example_of_the_settings_needs_no_setting(ccpl):
    done = ccpl("config", "example", JWT_SECRET_KEY=None, ENVIRONMENT=None)
    assert done.returncode == 0
    assert "\n#JWT_SECRET_KEY=\n" in done.stdout


@pytest.mark.parametrize("language", ["openapi", "typescript", "zod", "sql", "csv", "c"])
def test_the_tables_are_printed_in_each_language(ccpl, language):
    done = ccpl("schema", language, JWT_SECRET_KEY=None)
    assert (done.returncode, done.stderr) == (0, "")
    assert "item_code" in done.stdout and "password_hash" not in done.stdout or language in ("sql", "c")
    if language == "openapi":
        assert json.loads(done.stdout)["openapi"].startswith("3.1")


@pytest.mark.parametrize("line", [[], ["schema"], ["schema", "cobol"], ["config", "what"], ["check", "x"], ["nothing"]])
def test_a_command_line_that_is_off_is_told_so(ccpl, line):
    done = ccpl(*line)
    assert done.returncode == 2
    assert "usage: ccpl" in done.stderr


def test_a_bad_setting_stops_every_verb_with_its_name(ccpl):
    for setting in ({"PORT": "x"}, {"TIMEZONE": "Mars/Olympus"}, {"WORKERS": "0"}):
        done = ccpl("config", **setting)
        assert done.returncode == 1
        assert f"  {next(iter(setting))}: " in done.stderr


def test_a_killed_command_leaves_no_shared_memory():
    # Its output is not read, so that it waits.
    with subprocess.Popen([PROGRAM, "schema", "openapi"], env={"LANG": "C.UTF-8"}, stdout=subprocess.PIPE) as command:
        assert command.stdout.read(1) == b"{"
        assert command.poll() is None
        command.kill()
    assert not Path(f"/dev/shm/mongoc-{command.pid}").exists()
