"""test_faults.py - what a set of servers can do to a change: the commands that are sent, what the client
is told, that it is told in time, and that the change is there once or not at all.

Time is the program's clock, on which pauses pass at once: a test takes what the network takes.
"""
import socket
import subprocess
import time

import pytest

from primary import (DEADLINE_MS, LIST_MS, MIGRATIONS, NOW, TRANSIENT, UNKNOWN, answers, claims, dribbles, error, hangs, hangs_up,
                     is_replaced, loses, steps_down, truncates)
from proxy import Proxy

TRY = ["find", "insert", "insert"]  # a posting in a transaction: the number's row is read; both are made
POST = [*TRY, "commitTransaction"]
STOPPED = ["find", "insert", "abortTransaction"]  # it failed at the first write
AGAIN = [*STOPPED, *POST]
OK, BUSY, AWAY = ("ok", 200), ("busy", 503), ("unavailable", 503)


def effect(primary):
    return primary.count("settings", "posted"), primary.count("series", "posting")


def post(primary, client, options="", deed="post"):
    c = client(deed, options=options)
    told = c.told()
    c.end()
    return told, [name for name in primary.commands if name != "endSessions"]


def test_a_posting_is_one_transaction(primary, client):
    assert post(primary, client) == (OK, POST)
    assert effect(primary) == (1, 1)


# --- rows of several collections ---

def test_rows_of_several_collections_are_read_at_once_before_the_transaction(primary, client):
    assert post(primary, client, deed="post_expecting") == (OK, ["aggregate", *POST[1:]])
    (read,) = [doc for doc in primary.told if "aggregate" in doc]
    assert "autocommit" not in read and read["readConcern"] == {"level": "local"}
    assert effect(primary) == (1, 1)


@pytest.mark.parametrize("fault", [hangs_up(done=False), truncates, is_replaced, answers(error(10107, "NotWritablePrimary")),
                                   answers(error(189, "PrimarySteppedDown"))])
def test_a_batch_whose_rows_could_not_be_read_is_begun_again(primary, client, fault):
    primary.fail("aggregate", fault)
    told, commands = post(primary, client, "&serverSelectionTimeoutMS=3000", "post_expecting")
    assert told == OK and commands[-4:] == ["aggregate", *POST[1:]] and set(commands[:-4]) == {"aggregate"}
    assert effect(primary) == (1, 1)


def test_a_row_that_another_made_since_it_was_read_is_read_again(primary, client):
    primary.fail("insert", made_by_another)
    assert post(primary, client, deed="post_expecting") == (
        OK, ["aggregate", *STOPPED[1:], "aggregate", "update", "insert", "commitTransaction"])
    assert primary.count("settings", "posted") == 1


# --- in the middle of a transaction ---

@pytest.mark.parametrize("code, name", [
    (10107, "NotWritablePrimary"), (11602, "InterruptedDueToReplStateChange"), (189, "PrimarySteppedDown"),
    (112, "WriteConflict"), (251, "NoSuchTransaction")])
def test_a_transaction_that_was_lost_is_begun_again(primary, client, code, name):
    primary.fail("insert", loses(error(code, name, TRANSIENT)))
    assert post(primary, client) == (OK, AGAIN)
    assert effect(primary) == (1, 1)


def test_one_that_is_lost_for_ever_is_given_up_in_time(primary, client):
    primary.fail("insert", loses(error(112, "WriteConflict", TRANSIENT)), times=None)
    told, commands = post(primary, client)
    assert told == BUSY
    tries = len(commands) // len(STOPPED)
    assert tries > 30 and commands == STOPPED * tries, "a row that many want is asked for often, until the end"
    assert effect(primary) == (0, 0)


def test_a_connection_that_is_lost_in_the_middle_loses_the_transaction(primary, client):
    primary.fail("insert", hangs_up(done=False))
    told, commands = post(primary, client)
    assert told == OK and commands[:2] == ["find", "insert"] and commands[-4:] == POST
    assert effect(primary) == (1, 1)


def duplicate(collection, id):
    """The answer to an insert of what is there."""
    clash = {"index": 0, "code": 11000, "errmsg": f"E11000 duplicate key error collection: ccpl.{collection} index: id dup key",
             "keyPattern": {"id": 1}, "keyValue": {"id": id}}
    return {"ok": 1, "n": 0, "writeErrors": [clash]}


def test_what_is_there_already_is_said_and_nothing_is_written(primary, client):
    def is_there(primary, request, carry_out):
        done = carry_out()
        request.reply(duplicate("settings", "posted") if request.doc["insert"] == "settings" else done)
    primary.fail("insert", is_there, times=2)
    told, commands = post(primary, client)
    assert told == ("duplicate", 409)
    assert commands[:4] == [*TRY, "abortTransaction"] and "commitTransaction" not in commands
    assert effect(primary) == (0, 0)


def made_by_another(primary, request, carry_out):
    """Between the look for the row and its insert."""
    made = request.doc["documents"][0]
    primary.forget_transactions()
    primary.documents.setdefault("series", {})[made["_id"]] = [made]
    request.reply(duplicate("series", made["_id"]))


def test_a_number_whose_row_another_made_first_is_taken_from_that_row(primary, client):
    primary.fail("insert", made_by_another)
    assert post(primary, client) == (OK, [*STOPPED, "find", "update", "insert", "commitTransaction"])
    assert primary.count("settings", "posted") == 1


def test_a_count_whose_row_another_made_first_is_added_to_that_row(primary, client):
    primary.fail("insert", made_by_another)
    c = client("count")
    assert c.told() == OK
    c.end()
    assert [name for name in primary.commands if name != "endSessions"] == ["find", "insert", "find", "update"]


# --- at the commit ---

@pytest.mark.parametrize("done", [False, True])
def test_a_commit_whose_answer_was_lost_is_said_again(primary, client, done):
    primary.fail("commitTransaction", hangs_up(done))
    assert post(primary, client) == (OK, [*POST, "commitTransaction"])
    assert effect(primary) == (1, 1)


# Not among them: a message that ends behind its header, of which libmongoc 1.23.1 itself dies.
@pytest.mark.parametrize("fault", [truncates, claims(0x7fffffff), claims(-1), claims(15)])
def test_a_broken_answer_is_no_answer(primary, client, fault):
    primary.fail("commitTransaction", fault)
    assert post(primary, client) == (OK, [*POST, "commitTransaction"])
    assert effect(primary) == (1, 1)


def test_an_answer_that_comes_byte_by_byte_is_no_answer(primary, client):
    primary.fail("commitTransaction", dribbles)
    assert post(primary, client, "&socketTimeoutMS=1200") == (OK, [*POST, "commitTransaction"])
    assert effect(primary) == (1, 1)


def test_a_commit_that_may_have_happened_is_said_until_it_is_known(primary, client):
    primary.fail("commitTransaction", answers(error(91, "ShutdownInProgress", UNKNOWN)), times=3)
    assert post(primary, client) == (OK, [*TRY, *["commitTransaction"] * 4])
    assert effect(primary) == (1, 1)


NOT_BY_A_MAJORITY = {"ok": 1, "writeConcernError": {"code": 64, "codeName": "WriteConcernFailed", "errmsg": "waiting"}}


def test_a_commit_that_no_majority_has_yet_is_said_again(primary, client):
    primary.fail("commitTransaction", answers(NOT_BY_A_MAJORITY, done=True))
    assert post(primary, client) == (OK, [*POST, "commitTransaction"])
    assert effect(primary) == (1, 1)


def test_one_that_no_majority_ever_has_is_given_up_in_time_as_unknown(primary, client):
    primary.fail("commitTransaction", answers(NOT_BY_A_MAJORITY, done=True), times=None)
    told, commands = post(primary, client)
    assert told == AWAY
    assert len(commands) > 10 and commands == [*TRY, *["commitTransaction"] * (len(commands) - 3)]
    assert effect(primary) == (1, 1)


@pytest.mark.parametrize("done", [False, True])
def test_a_commit_that_took_too_long_is_not_said_again_and_unknown(primary, client, done):
    primary.fail("commitTransaction", answers(error(50, "MaxTimeMSExpired", UNKNOWN), done), times=None)
    assert post(primary, client) == (AWAY, POST)
    assert effect(primary) == ((1, 1) if done else (0, 0))


def test_a_transaction_that_is_gone_at_its_commit_is_begun_again(primary, client):
    primary.fail("commitTransaction", loses(error(251, "NoSuchTransaction", TRANSIENT)))
    assert post(primary, client) == (OK, [*POST, *POST])
    assert effect(primary) == (1, 1)


# --- a primary that does not answer, with no time limit but ours ---

# What is done, what is done next, which command gets no answer, and what is there all the same.
UNANSWERED = [
    ("post", "insert", "find", hangs(False), (0, 0)),
    ("post", "insert", "insert", hangs(False), (0, 0)),
    ("post", "insert", "commitTransaction", hangs(False), (0, 0)),
    ("post", "insert", "commitTransaction", hangs(True), (1, 1)),
    ("post", "insert", "commitTransaction", dribbles, (1, 1)),
    ("insert", "post", "insert", hangs(True), (0, 0)),
    ("read", "post", "find", hangs(False), (0, 0)),
    ("held", "post", "find", hangs(False), (0, 0))]  # a list


def test_what_gets_no_answer_is_given_up_in_time_and_the_next_is_done(primaries, client):
    """All of them at once, as most of it is waiting."""
    def begin(first, then, command, fault, there):
        p = primaries().fail(command, fault)
        return p, client(first, then, of=p), first, command, there
    for p, c, first, command, there in [begin(*case) for case in UNANSWERED]:
        assert c.told(LIST_MS if first == "held" else DEADLINE_MS) == AWAY
        assert c.told() == OK
        c.end()
        assert p.count("settings", "one") == (first in ("post", "insert"))
        assert ("abortTransaction" in p.commands) == ((first, command) == ("post", "insert"))
        assert effect(p) == (there if first == "post" else (1, 1))


@pytest.fixture
def proxy(primary):
    """Before the primary, which says that it is there."""
    made = []

    def make(certificate=None):
        made.append(Proxy("127.0.0.1", primary.port, certificate=certificate))
        primary.port = made[-1].port
        return made[-1]
    yield make
    for one in made:
        one.close()


@pytest.fixture
def certificate(tmp_path):
    key, pem = tmp_path / "key", tmp_path / "pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=primary", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", pem],
                   check=True, capture_output=True)
    pem.write_text(pem.read_text() + key.read_text())
    return pem


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "TLS"])
def test_a_connection_is_made_however_the_replies_are_split(primary, proxy, client, certificate, tls):
    proxy(certificate if tls else None)
    options = f"&tls=true&tlsCAFile={certificate}" if tls else ""
    for _ in range(10):
        c = client("ready", "post", options=options)
        assert (c.told(), c.told()[0]) == (OK, "ok")
        c.end()


def test_over_tls_too_what_gets_no_answer_is_given_up_in_time_and_the_next_is_done(primary, proxy, client, certificate):
    proxy(certificate)
    primary.fail("commitTransaction", hangs(False))
    c = client("ready", "post", "post", options=f"&tls=true&tlsCAFile={certificate}")
    assert (c.told(), c.told(), c.told()) == (OK, AWAY, OK)
    c.end()
    assert effect(primary) == (1, 1)


def test_a_primary_that_is_gone_late_in_a_posting_adds_nothing_to_its_time(primary, client):
    def goes(primary, request, carry_out):
        time.sleep(4)
        steps_down(primary, request, carry_out)
    primary.fail("insert", goes)
    c = client("post", options="&serverSelectionTimeoutMS=3000")
    assert c.told() == AWAY
    c.end()
    assert effect(primary) == (0, 0)


# --- single writes and reads ---

@pytest.mark.parametrize("done", [False, True])
def test_a_single_write_needs_no_transaction_and_is_there_once(primary, client, done):
    primary.fail("insert", hangs_up(done))
    c = client("insert")
    assert c.told() == OK
    c.end()
    assert primary.commands[:2] == ["insert", "insert"]
    assert primary.count("settings", "one") == 1


def test_a_read_that_takes_too_long_is_not_tried_again(primary, client):
    primary.fail("find", answers(error(50, "MaxTimeMSExpired")), times=None)
    c = client("read")
    assert c.told() == BUSY
    c.end()
    assert primary.commands.count("find") == 1


@pytest.mark.parametrize("fault", [truncates, claims(0x7fffffff), dribbles, hangs_up(False)])
def test_a_read_that_was_cut_off_is_tried_once_more(primary, client, fault):
    primary.fail("find", fault)
    c = client("read", options="&socketTimeoutMS=1200")
    assert c.told() == ("not_found", 404)
    c.end()
    assert primary.commands.count("find") == 2


@pytest.mark.parametrize("deed", ["read", "held", "hold"])
def test_a_read_that_loses_its_primary_waits_for_the_next(primary, client, deed):
    primary.fail("find", is_replaced)
    c = client(deed, options="&serverSelectionTimeoutMS=3000")
    assert c.told() == (("not_found", 404) if deed == "read" else OK)
    c.end()


def test_a_member_that_is_away_is_no_hindrance_behind_a_lost_connection(primary, client):
    with socket.socket() as nobody:  # has the port, and does not listen
        nobody.bind(("127.0.0.1", 0))
        primary.others = [f"127.0.0.1:{nobody.getsockname()[1]}"]
        primary.fail("find", truncates)
        primary.fail("insert", truncates)
        c = client("read", "post", "read", options="&socketTimeoutMS=1000")
        assert (c.told()[0], c.told(), c.told()[0]) == ("not_found", OK, "ok")
        c.end()
        assert effect(primary) == (1, 1)


def test_a_url_cannot_ask_for_less_than_what_a_majority_has(primary, client):
    c = client("post", "insert", "read",
               options="&readPreference=secondaryPreferred&readConcernLevel=local&w=1&journal=false&retryWrites=false")
    assert (c.told(), c.told(), c.told()[0]) == (OK, OK, "ok")
    c.end()
    sent = {next(iter(doc)): doc for doc in primary.told}  # the last of each
    assert sent["find"]["readConcern"]["level"] == "majority"
    assert sent["find"].get("$readPreference", {"mode": "primary"}) == {"mode": "primary"}
    assert "txnNumber" in sent["insert"]
    for write in ("insert", "commitTransaction"):
        assert (sent[write]["writeConcern"]["w"], sent[write]["writeConcern"]["j"]) == ("majority", True)


def test_what_is_read_between_hold_and_release_is_of_one_moment(primary, client):
    c = client("held")
    assert c.told() == OK
    c.end()
    read = [doc["readConcern"] for doc in primary.told if next(iter(doc)) in ("find", "aggregate")]
    assert read == [{"level": "snapshot"}, *[{"level": "snapshot", "atClusterTime": NOW}] * 2]


def test_that_moment_is_the_hold_and_not_the_first_read_after_it(primary, client):
    c = client("hold")
    assert c.told() == OK
    c.end()
    assert [doc["readConcern"] for doc in primary.told if "find" in doc] == [{"level": "snapshot"}]


@pytest.mark.parametrize("version", [MIGRATIONS - 1, MIGRATIONS + 1], ids=["before", "behind"])
def test_nothing_is_written_into_the_schema_of_another_program(primary, client, version):
    primary.version = version
    assert post(primary, client) == (AWAY, [])
    assert effect(primary) == (0, 0)


# --- who may not in ---

def not_by_the_protocol(primary, request, carry_out):
    """A first answer to the password that holds none of what it must."""
    request.reply({"ok": 1, "conversationId": 1, "done": False, "payload": b"x=nonsense"})


@pytest.mark.parametrize("command, fault, code, name", [
    ("find", answers(error(13, "Unauthorized")), 13, "Unauthorized"),
    ("find", answers(error(18, "AuthenticationFailed")), 18, "AuthenticationFailed"),
    ("find", answers(error(214, "AuthenticationRestrictionUnmet")), 214, "AuthenticationRestrictionUnmet"),
    ("find", answers(error(391, "ReauthenticationRequired")), 391, "ReauthenticationRequired"),
    ("find", answers(error(8000, "AtlasError")), 8000, "AtlasError"),
    ("saslStart", answers(error(11, "UserNotFound")), 11, "authentication"),
    ("saslStart", answers(error(18, "AuthenticationFailed")), 11, "authentication"),
    ("saslStart", not_by_the_protocol, 29, "authentication")])
def test_a_server_that_lets_us_not_in_is_away_and_the_log_says_why(primary, client, command, fault, code, name):
    primary.fail(command, fault, times=None)
    c = client("post", "read", user="ccpl:secret@" if command == "saslStart" else "")
    assert (c.told(), c.told()) == (AWAY, AWAY)
    c.end()
    said = [(line["code"], line["error"]) for line in c.log() if line["event"] == "mongo"]
    assert said and set(said) == {(code, name)}, c.log()
    assert effect(primary) == (0, 0)


# --- nobody to talk to ---

def test_without_a_primary_all_is_refused_in_time_and_heals_with_one(primary, client):
    primary.is_primary = False
    c = client("post", "ready", "post", "ready")
    assert (c.told(), c.told()) == (AWAY, AWAY)
    primary.is_primary = True
    assert (c.told(), c.told()) == (OK, OK)
    c.end()
    assert effect(primary) == (1, 1)


def test_a_primary_that_steps_down_for_good_loses_nothing_that_was_answered(primary, client):
    primary.fail("insert", steps_down)
    c = client("post", "post")
    assert c.told() == AWAY
    primary.is_primary = True
    assert c.told() == OK
    c.end()
    assert effect(primary) == (1, 1)
