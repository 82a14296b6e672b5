import os

import pytest
import redis


class Sessions:
    """The application of the README's test."""

    def __init__(self, url):
        self.redis = redis.Redis.from_url(url)

    def open(self, user):
        self.redis.set(f"session:{user}", "open", ex=1800)

    def is_open(self, user):
        return self.redis.exists(f"session:{user}") == 1


