"""Django's own Redis cache backend, and sessions kept in it: `django_cache.py PORT`."""

import django
from django.conf import settings
from harness import PORT, check, run

settings.configure(
    CACHES={"default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"redis://127.0.0.1:{PORT}/1",
        "KEY_PREFIX": "site", "TIMEOUT": 300}},
    SESSION_ENGINE="django.contrib.sessions.backends.cache", USE_TZ=True,
)
django.setup()

from django.contrib.sessions.backends.cache import SessionStore  # noqa: E402 (needs the settings)
from django.core.cache import cache  # noqa: E402


@check
def values_are_kept_with_their_types():
    cache.set("k", {"list": [1, 2.5, None], "text": "grüße"})
    assert cache.get("k") == {"list": [1, 2.5, None], "text": "grüße"}
    assert cache.get("none", "default") == "default" and "k" in cache and cache.has_key("none") is False
    assert cache.add("k", 1) is False and cache.add("new", 1) is True
    assert cache.get_or_set("made", lambda: "once") == "once" == cache.get("made")


@check
def numbers_are_counted():
    cache.set("n", 5)
    assert cache.incr("n") == 6 and cache.decr("n", 4) == 2
    try:
        cache.incr("none")
    except ValueError:
        return
    raise AssertionError("a counter that is not there was incremented")


@check
def many_at_once():
    cache.set_many({f"k{number}": number for number in range(50)}, timeout=100)
    assert cache.get_many([f"k{number}" for number in range(60)]) == {f"k{n}": n for n in range(50)}
    cache.delete_many([f"k{number}" for number in range(49)])
    assert cache.get("k49") == 49 and cache.delete("k49") is True and cache.delete("k49") is False


@check
def time_and_versions():
    cache.set("k", "v", timeout=100)
    assert cache.touch("k", 200) is True and cache.touch("none") is False
    cache.set("gone", "v", timeout=0)
    assert cache.get("gone") is None
    cache.set("k", "second", version=2)
    assert cache.get("k") == "v" and cache.get("k", version=2) == "second"
    cache.clear()
    assert cache.get("k") is None


@check
def sessions():
    session = SessionStore()
    session["user"] = "ada"
    session.create()
    assert SessionStore(session.session_key)["user"] == "ada"
    session.flush()
    assert SessionStore(session.session_key or "none").get("user") is None


run(f"Django {django.get_version()}")
