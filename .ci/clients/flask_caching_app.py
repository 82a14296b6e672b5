"""Flask-Caching's RedisCache behind a small web application: `flask_caching_app.py PORT`."""

import importlib.metadata

import flask
import flask_caching
import redis
from harness import PORT, check, command, run

app = flask.Flask(__name__)
cache = flask_caching.Cache(app, config={
    "CACHE_TYPE": "RedisCache", "CACHE_REDIS_HOST": "127.0.0.1", "CACHE_REDIS_PORT": PORT,
    "CACHE_KEY_PREFIX": "site:", "CACHE_DEFAULT_TIMEOUT": 300,
})
calls = {"page": 0, "square": 0}


@app.route("/page/<int:number>")
@cache.cached(query_string=True)
def page(number):
    calls["page"] += 1
    return f"page {number}, made {calls['page']} times"


@cache.memoize(60)
def square(number):
    calls["square"] += 1
    return number * number


@check
def a_cached_page_is_made_once():
    client = app.test_client()
    first = client.get("/page/1?a=1&b=2").text
    assert client.get("/page/1?b=2&a=1").text == first and client.get("/page/1?a=9").text != first
    keys = redis.Redis(port=PORT).keys("site:*")
    assert len(keys) == calls["page"] == 2, keys
    assert all(290 <= redis.Redis(port=PORT).ttl(key) <= 300 for key in keys)


@check
def memoized_functions_forget_on_demand():
    with app.app_context():
        assert [square(5), square(5), square(6)] == [25, 25, 36] and calls["square"] == 2
        cache.delete_memoized(square, 5)
        assert [square(5), square(6)] == [25, 36] and calls["square"] == 3


@check
def values_are_set_counted_and_cleared():
    with app.app_context():
        assert cache.set("k", {"a": [1, 2]}) and cache.get("k") == {"a": [1, 2]}
        assert cache.add("k", "other") is False and cache.has("k")
        assert cache.set_many({"x": 1, "y": "two"}) and cache.get_many("x", "y", "none") == [1, "two", None]
        assert cache.delete_many("x", "y") and cache.get("x") is None
        assert command("SET other 1") == "+OK"
        assert cache.clear() and cache.get("k") is None and command("GET other") == "$1"


run(f"Flask-Caching {importlib.metadata.version('Flask-Caching')}")
