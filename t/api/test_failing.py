"""What the machine does to it: full disks, lost files, wrong clocks; and what its clients are told."""
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from instance import PASSWORD
from making import code, item, posted
from stores import KIND
from waiting import PATIENCE_S, wait_for

pytestmark = pytest.mark.skipif(KIND != "sqlite", reason="about the file of SQLite")


def replaced(product):
    """Kills its workers; gives those that are there instead: two for reads, one for changes."""
    killed = product.workers() + product.workers(hashing=True)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    def others(hashing):
        return sorted(set(product.workers(hashing=hashing)) - set(killed))

    wait_for(lambda: others(True))
    return wait_for(lambda: len(others(False)) == 3 and others(False))


# --- a full disk ---

class Disk:
    """A small file system of its own, which can be filled to the last block."""

    def __init__(self, path):
        self.path, self.ballast = path, path / "ballast"

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as f:
            for size in (1 << 20, 1 << 12, 1):
                with pytest.raises(OSError):
                    while True:
                        f.write(b"x" * size)

    def empty(self):
        self.ballast.unlink()


@pytest.fixture
def disk(folder):
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    path = folder / "disk"
    path.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m,mode=0777", "ccpl-test", path], check=True)
    yield Disk(path)
    subprocess.run(["umount", "-l", path], check=True)


def on(disk, **settings):
    (disk.path / "run").mkdir(mode=0o777, exist_ok=True)
    return settings | {"DATABASE_URL": f"sqlite://{disk.path}/ccpl.db", "RUNTIME_DIRECTORY": disk.path / "run"}


def refresh(client, tokens):
    answer = client.post("/api/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert answer.status_code == 200, answer.text
    return answer.json()


def until_refused(send):
    """Sends until there is no room, as the log has some left when it was begun anew: how often, and the refusal."""
    for n in range(300):
        answer = send()
        if answer.status_code != 201:
            return n, (answer.status_code, answer.json()["code"])
    raise AssertionError("nothing was refused")


def test_on_a_full_disk_one_reads_signs_in_and_stays_signed_in(fresh, disk):
    product = fresh(**on(disk))
    admin, anonymous = product.admin, product.anonymous()
    thing = item(admin)
    receipt = {"item_id": thing["id"], "transaction_type": "receipt", "quantity": 1}
    posted(admin, **receipt)
    disk.fill()

    accepted, refused = until_refused(lambda: admin.post("/api/inventory/transactions", json=receipt))
    assert refused == (503, "storage_full")
    replaced(product)
    for _ in range(20):
        assert admin.get("/api/inventory/transactions").status_code == 200

    tokens = product.sign_in("admin").tokens
    for _ in range(400):
        tokens = refresh(anonymous, tokens)
    assert product.client(tokens["token"]).get("/api/auth/me").status_code == 200
    wrong = anonymous.post("/api/auth/login", json={"username": "admin", "password": "a wrong one"})
    assert wrong.status_code == 401
    refused = admin.post("/api/inventory/transactions", json=receipt)
    assert (refused.status_code, refused.json()["code"]) == (503, "storage_full")
    assert product.client(tokens["token"]).post("/api/auth/logout").status_code == 204

    disk.empty()
    posted(admin, **receipt)
    assert product.ccpl("verify").returncode == 0
    assert admin.get(f"/api/inventory/stock/{thing['id']}").json()["on_hand"] == 1 + accepted + 1


def test_a_body_as_large_as_one_may_be_needs_no_room_on_the_disk(fresh, disk):
    product = fresh(**on(disk))
    admin = product.admin
    disk.fill()
    body = b'{"item_name":"' + b"x" * (1024 * 1024 - 16) + b'"}'
    chunks = [body[n:n + 16384] for n in range(0, len(body), 16384)]
    for content in (body, iter(chunks)):  # with its length, and in chunks
        answer = admin.post("/api/masters/items", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, f"{type(content)} {answer.text}"


def test_a_long_answer_needs_no_room_on_the_disk(fresh, disk):
    product = fresh(**on(disk))
    admin = product.admin
    file = product.folder / "items.csv"
    file.write_text("item_code,item_name,category,uom,description\n" + "".join(
        f"I{n},Thing,GEN,PCS,{'🔩' * 1990}\n" for n in range(1000)))
    file.chmod(0o644)
    done = product.ccpl("import", "items", str(file), check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    disk.fill()
    slow = httpx.HTTPTransport(verify=False, socket_options=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)])
    client = product.client(admin.tokens["token"], check=False, transport=slow)
    with client.stream("GET", "/api/masters/items?limit=1000") as answer:
        time.sleep(1)  # nginx reads on while the client does not
        assert answer.status_code == 200
        assert len(b"".join(answer.iter_bytes())) > 7000000


def supervisors(product):
    found = []
    for proc in Path("/proc").glob("[0-9]*"):
        try:
            argv = (proc / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if argv[0].endswith("multiwatch") and str(product.home / "bin" / "ccpl-api") in argv:
            found.append(int(proc.name))
    return found


def test_a_worker_starts_where_there_is_no_room_for_its_counters(fresh, disk):
    product = fresh(**on(disk))
    admin = product.admin
    for pid in supervisors(product):
        os.kill(pid, signal.SIGSTOP)
    for pid in product.workers() + product.workers(hashing=True):
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not product.workers() + product.workers(hashing=True))
    for name in ("metrics", "limits"):
        (disk.path / "run" / name).unlink()
    disk.fill()
    for pid in supervisors(product):
        os.kill(pid, signal.SIGCONT)
    for _ in range(10):
        assert admin.get("/api/auth/me").status_code == 200
    assert "counters_not_shared" in product.log()


def limited_programs(folder):
    """Programs whose workers may make files no larger than the blocks of 1 KiB named in folder/limit."""
    built, build = os.environ.get("CCPL_BUILD"), folder / "build"
    build.mkdir()
    (build / "ccpl").symlink_to(f"{built}/ccpl")
    worker = build / "ccpl-api"
    worker.write_text(f'#!/bin/bash\nulimit -S -f "$(cat {folder}/limit)"\nexec -a "$0" {folder}/worker "$@"\n')
    worker.chmod(0o755)
    shutil.copy(f"{built}/ccpl-api", folder / "worker")
    (folder / "limit").write_text("unlimited")
    return build


def test_a_limit_of_the_size_of_files_is_a_full_disk(fresh, folder):
    product = fresh(CCPL_BUILD=limited_programs(folder))
    admin = product.admin
    (folder / "limit").write_text(str((product.home / "ccpl.db-wal").stat().st_size // 1024))
    workers = replaced(product)
    assert until_refused(lambda: make(admin))[1] == (503, "storage_full")
    assert admin.get("/api/masters/item-categories").status_code == 200
    assert sorted(product.workers()) == workers


# --- starting ---

def test_a_worker_that_is_refused_for_a_bad_setting_names_it(tmp_path):
    program = f'{os.environ.get("CCPL_BUILD")}/ccpl-api'
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        done = subprocess.run([program], stdin=listening, capture_output=True, text=True, timeout=PATIENCE_S, env={
            "PATH": os.environ["PATH"], "CCPL_HOME": str(tmp_path), "JWT_SECRET_KEY": "short", "CURRENCY": "euro"})
    assert done.returncode == 1
    assert "JWT_SECRET_KEY: must have at least 32 bytes" in done.stderr
    assert "CURRENCY: must be three capital letters" in done.stderr


def test_what_holds_secrets_is_not_dumpable_in_production(fresh):
    """The kernel gives what is not dumpable to root."""
    def owners(product):
        pids = product.workers() + product.workers(hashing=True)
        return {Path(f"/proc/{pid}/environ").stat().st_uid for pid in pids}

    home = fresh()
    assert 0 not in owners(home) or os.geteuid() == 0 and home.home.stat().st_uid == 0
    assert owners(fresh(ENVIRONMENT="production", PASSWORD_COST=15)) == {0}


# --- files that are gone ---

def make(client):
    return client.post("/api/masters/item-categories", json={"code": code("C"), "name": "Category"})


def test_a_database_that_is_moved_away_is_noticed_before_a_write_is_answered(fresh):
    product = fresh()
    admin, db = product.admin, product.home / "ccpl.db"
    assert make(admin).status_code == 201
    workers = product.workers()
    db.rename(db.with_suffix(".away"))
    refused = make(admin)
    # nginx has no answer in time (504) when the workers noticed before they were asked, and left
    assert (refused.status_code, refused.json()["code"]) in ((503, "unavailable"), (504, "unavailable"))
    assert int(refused.headers["retry-after"]) > 0
    wait_for(lambda: "database_file_gone" in product.log())
    wait_for(lambda: "ccpl.db is missing or empty" in product.log())
    assert not db.exists()
    db.with_suffix(".away").rename(db)
    wait_for(lambda: make(product.client(admin.tokens["token"], check=False)).status_code == 201)
    wait_for(lambda: set(workers) - set(product.workers()))
    assert product.ccpl("verify").returncode == 0


def test_no_empty_system_is_started_where_one_was(fresh):
    product = fresh()
    product.sign_in(product.admin.user["username"])
    product.stop()
    for name in ("ccpl.db", "ccpl.db-wal", "ccpl.db-shm"):
        (product.home / name).rename(product.folder / name)
    with pytest.raises(RuntimeError) as failed:
        product.start()
    assert "ccpl.db is missing or empty" in str(failed.value)
    assert f"to start over on purpose, remove {product.home}/ccpl.db.system" in str(failed.value)
    assert not (product.home / "ccpl.db").exists()
    for name in ("ccpl.db", "ccpl.db-wal", "ccpl.db-shm"):
        (product.folder / name).rename(product.home / name)
    product.start()
    assert product.sign_in("admin").get("/api/auth/me").status_code == 200
    product.stop()
    for name in ("ccpl.db", "ccpl.db-wal", "ccpl.db-shm", "ccpl.db.system"):
        (product.home / name).unlink()
    product.start()
    assert product.anonymous().post("/api/auth/login", json={"username": "admin", "password": PASSWORD}).status_code == 401


# --- a clock that is wrong for seconds ---

def test_a_key_posts_once_though_the_clock_jumped_meanwhile(fresh, folder):
    clock = folder / "clock"
    clock.write_text("2026-03-01T09:00:00Z")
    product = fresh(CCPL_CLOCK_FILE=clock)
    admin = product.admin
    thing = item(admin)
    receipt = {"item_id": thing["id"], "transaction_type": "receipt", "quantity": 5}
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = admin.post("/api/inventory/transactions", json=receipt, headers=key)
    assert first.status_code == 201
    assert "ok        the clock keeps step" in product.ccpl("check").stdout

    clock.write_text("2026-04-10T09:00:00Z")
    replaced(product)
    for _ in range(20):  # each worker purges after its first request
        assert product.anonymous().get("/health/ready").status_code == 200
    product.ccpl("purge")
    checked = product.ccpl("check")
    assert "warning   the clock keeps step" in checked.stdout and "too far" in checked.stderr
    clock.write_text("2026-03-01T09:01:00Z")

    again = admin.post("/api/inventory/transactions", json=receipt, headers=key)
    assert again.status_code == 201, again.text
    assert again.headers.get("idempotent-replayed") == "true" and again.json()["id"] == first.json()["id"]
    assert admin.get(f"/api/inventory/stock/{thing['id']}").json()["on_hand"] == 5
    assert "clock_out_of_step" in product.log()
    assert "ok        the clock keeps step" in product.ccpl("check").stdout


@contextmanager
def held(path):
    """The write lock of a database, as a program that hangs would hold it."""
    with open(path, "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        f.write(f"{os.getpid():<10d} {time.monotonic_ns() // 1000:<20d}\n".encode())
        f.flush()
        yield


def test_who_holds_the_write_lock_for_long_is_logged(fresh):
    product = fresh()
    admin = product.admin
    with held(product.home / "ccpl.db.lock"):
        refused = make(admin)
    assert (refused.status_code, refused.json()["code"]) == (503, "busy")
    line = next(line for line in product.log().splitlines() if "write_lock_held" in line)
    assert f'"pid":{os.getpid()},' in line
    assert make(admin).status_code == 201
