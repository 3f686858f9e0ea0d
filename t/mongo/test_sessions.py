"""test_sessions.py - a transaction that nobody ends keeps its rows from all others until the server finds it too old:
who was killed in one is found by the next that starts, who got no answer remembers it.
"""
import threading

import pytest

from primary import answers, error, hangs, is_replaced, waits_for

OK, AWAY = ("ok", 200), ("unavailable", 503)


@pytest.fixture
def sessions(tmp_path):
    """The file in which the clients of one machine note their sessions."""
    return str(tmp_path / "sessions")


def killed_inside(primary, client, sessions):
    """A client that is killed before its first write is answered; its session."""
    primary.fail("insert", hangs(False))
    c = client("post", sessions=sessions)
    session = primary.when_told("insert")["lsid"]["id"]
    c.close()
    return session


def test_who_starts_ends_the_transaction_of_one_that_was_killed_and_of_no_other(primary, client, sessions):
    go_on = threading.Event()
    primary.fail("insert", waits_for(go_on))
    alive = client("post", "post", sessions=sessions)
    primary.when_told("insert")
    dead = killed_inside(primary, client, sessions)
    begun = len(primary.told)
    c = client("ready", sessions=sessions)
    assert c.told() == OK
    assert primary.killed() == [[dead]]
    assert "killSessions" in primary.told[begun], "before all else"
    assert [line["event"] for line in c.log()] == ["mongo_session_ended"]
    go_on.set()
    assert (alive.told(), alive.told()) == (OK, OK)
    assert client("ready", sessions=sessions).told() == OK
    assert primary.killed() == [[dead]], "once"


def test_of_one_that_was_killed_outside_of_a_transaction_nothing_is_ended(primary, client, sessions):
    primary.fail("aggregate", hangs(False))
    c = client("post", "held", sessions=sessions)
    assert c.told() == OK
    primary.when_told("aggregate")
    c.close()
    assert client("ready", sessions=sessions).told() == OK
    assert primary.killed() == []


def test_what_was_left_while_the_server_is_away_is_ended_when_it_is_back(primary, client, sessions):
    dead = killed_inside(primary, client, sessions)
    primary.is_primary = False
    assert client("ready", sessions=sessions).told() == AWAY
    assert primary.killed() == []
    primary.is_primary = True
    assert client("ready", sessions=sessions).told() == OK
    assert primary.killed() == [[dead]]


def test_a_server_that_ends_no_sessions_is_asked_once(primary, client, sessions):
    killed_inside(primary, client, sessions)
    primary.fail("killSessions", answers(error(59, "CommandNotFound")), times=None)
    for _ in range(2):
        c = client("post", sessions=sessions)
        assert c.told() == OK
        c.end()
    assert len(primary.killed()) == 1


def test_a_transaction_whose_end_got_no_answer_is_ended_before_the_next(primaries, client):
    """At once, as most of it is waiting."""
    def begin(*unanswered):
        p = primaries()
        for command in unanswered:
            p.fail(command, hangs(False))
        return p, client("post", "post", of=p)
    for p, c in [begin("insert", "abortTransaction"), begin("commitTransaction")]:
        assert c.told() == AWAY
        assert c.told() == OK
        c.end()
        left = next(doc["lsid"]["id"] for doc in p.told if "insert" in doc)
        assert p.killed() == [[left]]
        names = [name for name in p.commands if name != "endSessions"]
        assert names[-5:] == ["killSessions", "find", "insert", "insert", "commitTransaction"]


def test_a_posting_that_loses_its_primary_is_done_by_the_next_which_ends_what_was_left(primary, client):
    primary.fail("insert", is_replaced)
    c = client("post", options="&serverSelectionTimeoutMS=3000")
    assert c.told() == OK
    c.end()
    assert primary.killed() == [[next(doc["lsid"]["id"] for doc in primary.told if "insert" in doc)]]
    assert primary.count("settings", "posted") == 1
    assert not [line for line in c.log() if line["event"] == "mongo"], "it went well"
