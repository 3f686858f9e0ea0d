"""`./dev run` and `./dev stop`: what is killed, left over, or in their way."""
import os
import signal
import socket
import subprocess

import pytest

from instance import TOP, free_port
from waiting import PATIENCE_S, wait_for

pytestmark = pytest.mark.not_on_nx("takes one client at a time")


def master_of(product):
    return int((product.home / "run" / "nginx.pid").read_text())


def answers(product):
    try:
        return product.anonymous(check=False).get("/health/ready", timeout=5).status_code == 200
    except Exception:  # it is between two lives
        return False


def dev(product, verb):
    return subprocess.run([TOP / "dev", verb], env=product.env, capture_output=True, text=True, timeout=PATIENCE_S,
                          stdin=subprocess.DEVNULL)


def kill(pids):
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def test_a_part_that_was_killed_is_started_again(fresh):
    product = fresh()
    for pid in (master_of(product), *product.parts()["multiwatch"]):
        said = product.said().count("started again")
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: product.said().count("started again") > said)
        wait_for(lambda: answers(product))
    wait_for(lambda: len(product.parts()["multiwatch"]) == 3)  # the three pools
    assert product.sign_in(product.admin.user["username"]).get("/api/auth/me").status_code == 200
    product.stop()
    assert product.parts() == {}


def test_what_is_left_of_a_killed_run_is_named_and_stopped(fresh):
    product = fresh()
    product.process.kill()
    product.process.wait()
    wait_for(lambda: answers(product))
    again = dev(product, "run")
    assert again.returncode == 1
    assert f"port {product.port} is held by process {master_of(product)} (nginx: master process" in again.stderr
    assert "./dev stop" in again.stderr
    done = dev(product, "stop")
    assert done.returncode == 0, done.stderr
    assert product.parts() == {}
    assert dev(product, "stop").returncode == 1
    product.start()


def test_workers_of_a_killed_nginx_hold_the_port_and_are_named(fresh):
    product = fresh()
    product.process.kill()
    product.process.wait()
    os.kill(master_of(product), signal.SIGKILL)
    again = dev(product, "run")
    assert again.returncode == 1
    assert f"port {product.port} is held by process" in again.stderr
    assert "(nginx: worker process)" in again.stderr
    assert dev(product, "stop").returncode == 0
    assert product.parts() == {}
    product.start()


def test_pools_without_nginx_are_in_the_way_too(fresh):
    product = fresh()
    product.process.kill()
    product.process.wait()
    kill(product.parts()["nginx"])
    again = dev(product, "run")
    assert again.returncode == 1
    assert all(str(pid) in again.stderr for pid in product.parts()["multiwatch"])
    assert dev(product, "stop").returncode == 0
    assert product.parts() == {}


def test_another_program_on_the_port_is_named(fresh):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port = free_port()
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(RuntimeError) as failed:
            fresh(PORT=port)
    assert f"port {port} is held by process {os.getpid()} (" in str(failed.value)


def test_sigint_ends_it_also_when_it_was_started_in_the_background(fresh):
    was = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does with what it starts by &
    try:
        product = fresh()
    finally:
        signal.signal(signal.SIGINT, was)
    product.process.send_signal(signal.SIGINT)
    assert product.process.wait(PATIENCE_S) == 0
    assert product.parts() == {}
