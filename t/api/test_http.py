"""What every answer keeps to, whichever route gave it."""
import json
import re
import ssl
import socket
import subprocess

import pytest

SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def raw(product, text):
    """Sends bytes as they are and gives back all that comes."""
    context = ssl._create_unverified_context()
    with socket.create_connection(("127.0.0.1", product.port), 15) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as s:
            s.sendall(text)
            got = b""
            while chunk := s.recv(65536):
                got += chunk
    return got.decode()


def test_health_says_that_the_process_is_up(anonymous):
    answer = anonymous.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "healthy"}


def test_ready_says_that_the_store_answers(anonymous):
    assert anonymous.get("/health/ready").json() == {"status": "ready"}


def test_a_path_that_is_not_there_is_404_in_json(anonymous):
    answer = anonymous.get("/api/nothing")
    assert answer.status_code == 404
    assert answer.json() == {"detail": "Not found", "code": "not_found",
                             "request_id": answer.headers["x-request-id"]}


@pytest.mark.parametrize("path", ["/api/auth/me/", "/api/v1/auth/me", "/api/v1/auth/me/"])
def test_a_last_slash_and_the_pinned_version_change_nothing(admin, path):
    assert admin.get(path).json() == admin.get("/api/auth/me").json()


def test_another_method_is_405_and_says_which_are_allowed(anonymous):
    answer = anonymous.request("DELETE", "/api/auth/me")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["code"] == "method_not_allowed"


def test_put_stands_for_patch_too(admin):
    answer = admin.request("POST", "/api/users/x")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"


def test_head_is_get_without_a_body(admin):
    head, get = admin.head("/api/auth/me"), admin.get("/api/auth/me")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))


def test_options_says_what_is_allowed_and_nothing_to_other_origins(anonymous):
    answer = anonymous.options("/api/users", headers={"Origin": "https://elsewhere.example",
                                                      "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_every_request_has_an_id_of_its_own(anonymous):
    ids = {anonymous.get("/health", headers={"X-Request-ID": "mine"}).headers["x-request-id"] for _ in range(20)}
    assert len(ids) == 20
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


@pytest.mark.parametrize("method, path, status", [
    ("GET", "/health", 200), ("GET", "/api/auth/me", 401), ("GET", "/api/nothing", 404),
    ("DELETE", "/health", 405), ("GET", "/assets/none.js", 404), ("GET", "/api/docs", 200),
])
def test_security_headers_are_on_every_answer(anonymous, method, path, status):
    answer = anonymous.request(method, path)
    assert answer.status_code == status
    for name, value in SECURITY.items():
        assert answer.headers.get_list(name) == [value]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert len(answer.headers.get_list("x-request-id")) == 1
    assert "strict-transport-security" not in answer.headers
    assert answer.headers["server"] == "nginx"


def test_a_body_above_the_limit_is_413_in_json(admin):
    answer = admin.post("/api/auth/login", content=b" " * (1 << 20) + b"  ",
                        headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    for name in SECURITY:
        assert name in answer.headers


def test_what_nginx_cannot_read_is_400_in_json(product):
    answer = raw(product, b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
    assert answer.startswith("HTTP/1.1 400")
    assert json.loads(answer.split("\r\n\r\n", 1)[1])["code"] == "bad_request"
    assert "x-content-type-options: nosniff" in answer.lower()


def test_plain_http_at_the_tls_port_is_400_in_json(product):
    with socket.create_connection(("127.0.0.1", product.port), 15) as s:
        s.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        answer = s.recv(65536).decode()
    assert " 400 " in answer.splitlines()[0]
    assert '"code":"bad_request"' in answer


@pytest.mark.parametrize("body, code", [
    (b"", "bad_json"), (b"{", "bad_json"), (b"[]", "bad_json"), (b"null", "bad_json"), (b"'a'", "bad_json"),
    (b"{'a':1}", "bad_json"), (b'{"a":NaN}', "bad_json"), (b'{"a":1,"a":2}', "bad_json"),
    (b'{"a":"\xff"}', "bad_json"), (b'{"a":"\x01"}', "bad_json"), (b'{"a":1}x', "bad_json"),
    (b'{"a":' * 40 + b"1" + b"}" * 40, "bad_json"),
])
def test_what_is_not_json_is_400(anonymous, body, code):
    answer = anonymous.post("/api/auth/login", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] == code


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_type_is_415(anonymous, kind):
    answer = anonymous.post("/api/auth/login", content=b"{}", headers={"Content-Type": kind})
    assert answer.status_code == 415


def test_a_charset_behind_the_type_is_taken(anonymous):
    answer = anonymous.post("/api/auth/login", content=b'{"username":"nobody","password":"x"}',
                            headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 401


def test_every_fault_of_a_body_is_named_at_once(anonymous):
    answer = anonymous.post("/api/auth/register", json={"email": "x", "username": "a@b", "role": "king", "more": 1})
    assert answer.status_code == 422
    found = {(tuple(f["loc"]), f["type"]) for f in answer.json()["detail"]}
    assert {loc for loc, _ in found} == {("body", "email"), ("body", "username"), ("body", "password"),
                                         ("body", "role"), ("body", "more")}
    assert (("body", "more"), "extra_forbidden") in found
    assert (("body", "password"), "missing") in found


@pytest.mark.parametrize("path", ["/api/users/%zz", "/api/users/%", "/api/users/%ff", "/api/users/a%00b"])
def test_a_path_that_is_not_well_formed_is_400(product, path):
    answer = raw(product, f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith("HTTP/1.1 400")
    assert '"code":"bad_request"' in answer


def test_no_token_and_a_bad_one_are_401_that_name_the_scheme(product):
    for token in (None, "x", "a.b.c"):
        answer = product.client(token).get("/api/auth/me")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_refused_permission_is_named(product):
    answer = product.role("viewer").get("/api/users")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Insufficient permissions"
    assert answer.json()["permission"] == "user.manage"


def test_a_record_that_is_known_is_304(admin):
    known = admin.get(f"/api/users/{admin.user['id']}")
    again = admin.get(f"/api/users/{admin.user['id']}", headers={"If-None-Match": known.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == known.headers["etag"]


def test_answers_are_kept_by_nobody(admin):
    assert admin.get("/api/auth/me").headers["cache-control"] == "no-store"
    assert admin.get("/api/nothing").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("version, accepted", [("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)])
def test_tls_is_1_2_or_1_3(product, version, accepted):
    done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{product.port}", version,
                           "-cipher", "ALL:@SECLEVEL=0"], stdin=subprocess.DEVNULL, capture_output=True)
    assert (done.returncode == 0) == accepted


def test_metrics_are_on_a_listener_of_their_own(product, anonymous):
    import httpx
    assert "ccpl_requests_total" not in anonymous.get("/metrics").text  # it is a page of the web application
    assert anonymous.get("/api/metrics").status_code == 404
    anonymous.get("/health")
    page = httpx.get(f"http://127.0.0.1:{product.metrics_port}/metrics")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    counted = re.search(r'ccpl_requests_total\{method="GET",route="/health",status="200"\} (\d+)', page.text)
    assert int(counted[1]) >= 1
    assert 'ccpl_request_seconds_bucket{method="GET",route="/health",le="+Inf"} ' in page.text
    assert re.search(r"^ccpl_commits_total \d+$", page.text, re.M)


def test_the_same_key_answers_the_same_and_makes_one(product, admin):
    body = {"email": "key@example.com", "username": "key", "password": "a long enough password", "role": "viewer"}
    first = admin.post("/api/users", json=body, headers={"Idempotency-Key": "k-1"})
    again = admin.post("/api/users", json=body, headers={"Idempotency-Key": "k-1"})
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    other = admin.post("/api/users", json=body | {"role": "staff"}, headers={"Idempotency-Key": "k-1"})
    assert other.status_code == 422
    assert other.json()["code"] == "key_reused"


@pytest.mark.parametrize("key", ["a b", "x" * 256])
def test_a_key_that_is_none_is_422(admin, key):
    answer = admin.post("/api/users", json={}, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["header", "Idempotency-Key"]


def test_the_documentation_loads_nothing_from_elsewhere(anonymous):
    for page in ("/api/docs", "/api/redoc"):
        answer = anonymous.get(page)
        assert answer.headers["content-type"].startswith("text/html")
        loaded = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
        assert loaded and all(one.startswith("/") for one in loaded)
        assert not re.search(r"<script(?![^>]*src=)", answer.text)


def test_log_lines_are_json_and_hold_no_secret(product):
    secret = "a very secret password of mine"
    product.anonymous().post("/api/auth/login", json={"username": "admin", "password": secret})
    product.anonymous().get("/api/auth/me?token=" + secret.replace(" ", "+"),
                            headers={"Authorization": "Bearer " + "s3cr3t" * 4})
    product.anonymous().get("/api/%0a%22forged%22")
    lines = product.log().splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert secret not in product.log() and "s3cr3t" not in product.log()
    assert "forged" in product.log()
    last = json.loads(lines[-1])
    assert {"time", "method", "path", "status", "user", "request_id"} <= set(last)


def test_the_description_is_openapi(product):
    document = product.published.document
    assert document["openapi"] == "3.1.0"
    ids = [op["operationId"] for path in document["paths"].values() for op in path.values()]
    assert len(ids) == len(set(ids))
    assert "/metrics" not in document["paths"]
    assert "password_hash" not in json.dumps(document)
