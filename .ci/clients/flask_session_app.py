"""Flask-Session with its Redis store: `flask_session_app.py PORT`."""

import importlib.metadata

import flask
import flask_session
import redis
from harness import PORT, check, run

connection = redis.Redis(port=PORT)
app = flask.Flask(__name__)
app.config.update(SESSION_TYPE="redis", SESSION_REDIS=connection, PERMANENT_SESSION_LIFETIME=120)
flask_session.Session(app)


@app.route("/visit")
def visit():
    flask.session["visits"] = flask.session.get("visits", 0) + 1
    return str(flask.session["visits"])


@app.route("/leave")
def leave():
    flask.session.clear()
    return "bye"


@check
def each_browser_has_its_session():
    ada, bob = app.test_client(), app.test_client()
    assert [ada.get("/visit").text for _ in range(3)] == ["1", "2", "3"] and bob.get("/visit").text == "1"
    keys = connection.keys("session:*")
    assert len(keys) == 2 and all(0 < connection.ttl(key) <= 120 for key in keys), keys


@check
def a_session_that_is_cleared_leaves_no_key():
    ada = app.test_client()
    ada.get("/visit")
    assert ada.get("/leave").text == "bye" and connection.dbsize() == 0
    assert ada.get("/visit").text == "1"


@check
def a_session_that_the_store_has_lost_starts_anew():
    ada = app.test_client()
    assert [ada.get("/visit").text for _ in range(2)] == ["1", "2"]
    connection.flushall()
    assert ada.get("/visit").text == "1"


run(f"Flask-Session {importlib.metadata.version('Flask-Session')}")
