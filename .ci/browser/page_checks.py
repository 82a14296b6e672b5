"""The browser page in a real Chromium, against a running server: `page_checks.py URL TOKEN FOLDER`.

Each check finds an empty server, opens the page in a browser profile of its own and uses it as a person would. A
screenshot of what the page looks like goes to the folder. Prints a line for each check; exit code 1 if any failed.
"""

import json
import os
import sys
import traceback
import urllib.error
import urllib.parse
import urllib.request

from chromium import Browser

URL, TOKEN, FOLDER = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
CHECKS = []

# What the page may ask: nothing that changes anything.
READS = {
    "INFO", "DBSIZE", "TIME", "SCAN", "TYPE", "PEXPIRETIME", "OBJECT", "MEMORY", "STRLEN", "GETRANGE", "LLEN", "LRANGE",
    "SCARD", "SSCAN", "HLEN", "HSCAN", "ZCARD", "ZRANGE",
}


def check(function):
    CHECKS.append(function)
    return function


def fetch(path, body=None, headers=()):
    request = urllib.request.Request(
        URL + path, data=body, headers={"Authorization": f"Bearer {TOKEN}", **dict(headers)})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def run(*commands):
    """Runs commands past the browser; the results."""
    items = json.loads(fetch("/pipeline", json.dumps(commands).encode()))
    assert all("error" not in item for item in items), items
    return [item["result"] for item in items]


def set_bytes(path, body):
    """Sets a key with a name or a value that is no text: `path` is percent-encoded."""
    assert b"OK" in fetch(f"/set/{path}", body)


def opened(browser, query=None, **options):
    """The page, signed in and showing what there is."""
    page = browser.new_page(**options)
    page.go(f"{URL}/?_token={urllib.parse.quote(TOKEN)}" if query is None else f"{URL}/{query}")
    if query is None:
        page.until("document.getElementById('state')?.dataset.state === 'live'")
    return page


def row(name):
    """The row of the tree whose name, as it is shown, is this: an expression."""
    return (f"[...document.querySelectorAll('.tree .row')]"
            f".find((one) => one.querySelector('.name').textContent === {json.dumps(name)})")


def row_text(page, name):
    return page.evaluate(f"{row(name)}?.innerText.split(/\\s*\\n\\s*/).join(' ')")


def open_key(page, name):
    page.click(".tree .row .name", name)
    page.until("document.querySelector('#value-scroll').childElementCount > 0")


def value_text(page):
    return page.text("#value-scroll")


def is_clean(page, *expected):
    """Nothing went wrong in the page, nothing was asked of another origin, and nothing was written."""
    unexpected = [one for one in page.problems if not any(text in json.dumps(one) for text in expected)]
    assert not unexpected, unexpected
    for request in page.requests:
        if request["url"].startswith("data:"):
            continue
        address = urllib.parse.urlsplit(request["url"])
        assert f"{address.scheme}://{address.netloc}" == URL, f"the page asks another origin: {request['url']}"
        assert_reads(request["method"], address, request.get("postData"))


def done(page, *expected):
    is_clean(page, *expected)
    page.close()


def assert_reads(method, address, body):
    if address.path == "/pipeline":
        names = {command[0] for command in json.loads(body)}
        assert names <= READS, f"the page runs {names - READS}"
    elif method == "GET":
        assert address.path == "/", address
    else:
        name = address.path.split("/")[1]
        assert name == "monitor" or name in READS, f"the page asks {method} {address.path}"


# MARK: The token

@check
def without_a_token_the_page_asks_for_it(browser):
    page = opened(browser, "")
    page.see("Token")
    page.screenshot(f"{FOLDER}/sign-in.png")
    assert page.evaluate("document.activeElement.id") == "token"
    page.type(TOKEN)
    page.press("Enter")
    page.until("document.getElementById('state')?.dataset.state === 'live'")
    assert page.evaluate("location.href") == f"{URL}/", "the token stays in the address"
    done(page, "401")


@check
def a_wrong_token_is_told_and_forgotten(browser):
    page = opened(browser, "?_token=wrong")
    page.see("does not accept that token")
    assert page.evaluate("location.href") == f"{URL}/" and page.evaluate("sessionStorage.length") == 0
    done(page, "401")


@check
def the_token_outlives_a_reload_and_leaves_with_its_button(browser):
    page = opened(browser)
    page.evaluate("window.old = true")
    page.command("Page.reload")
    page.until("!window.old && document.getElementById('state')?.dataset.state === 'live'")
    assert page.evaluate("location.href") == f"{URL}/"
    page.click("#leave")
    page.until("document.getElementById('token') !== null")
    assert page.evaluate("document.getElementById('refused').hidden")
    page.evaluate("location.reload()")
    page.until("document.getElementById('token') !== null")
    done(page, "401")


@check
def a_token_that_is_refused_later_leads_to_the_field(browser):
    page = opened(browser)
    # As after a restart of the server with another token.
    page.evaluate("""{
        const theirs = window.fetch;
        window.fetch = (path, options) => theirs(path, {
            ...options, headers: { ...options.headers, Authorization: "Bearer old" } });
    }""")
    page.see("does not accept that token")
    done(page, "401")


# MARK: Keys

@check
def keys_are_there_by_prefix_with_type_and_time_to_live(browser):
    run(*[["SET", f"session:{number:02}", "v", "EX", 3600] for number in range(12)],
        *[["HSET", f"user:{number}:profile", "name", "Ada"] for number in range(3)],
        ["SET", "user:1:name", "Ada"], ["RPUSH", "queue:mail", "a"], ["SADD", "tags", "a"], ["ZADD", "board", 1, "a"])
    page = opened(browser)
    page.until(f"{row('board')}?.innerText.includes('zset')")
    assert row_text(page, "session:") == "session: 12 keys"
    assert row_text(page, "user:") == "user: 4 keys"
    assert row_text(page, "1:") == "1: 2 keys"
    assert row_text(page, "queue:mail") == "queue:mail list", "one key is no group"
    assert row_text(page, "tags") == "tags set"
    assert row_text(page, "03").startswith("03 string 59m ") or row_text(page, "03") == "03 string 1h 00m"
    page.click(".group > .row .name", "session:")
    page.until(f"!({row('03')})")
    assert page.evaluate(f"{row('session:')}.getAttribute('aria-expanded')") == "false"
    assert page.text("#keys-now") == "19" and "12 with a TTL" in page.text("#keys-more")
    done(page)


@check
def keys_come_and_go_while_one_looks(browser):
    run(["SET", "first", "1"])
    page = opened(browser)
    page.until(row("first"))
    run(["SET", "second", "2", "PX", 60_000])
    page.until(f"{row('second')}?.innerText.includes('string')", limit=10)
    page.until(f"/[45]\\ds/.test({row('second')}.innerText)")
    run(["DEL", "first"], ["SET", "brief", "", "PX", 1500])
    page.until(f"!({row('first')}) && {row('brief')}", limit=10)
    page.until(f"!({row('brief')})")
    done(page)


@check
def what_is_focused_stays_focused_when_keys_come(browser):
    run(["SET", "m", "1"])
    page = opened(browser)
    page.until(row("m"))
    page.evaluate(f"{row('m')}.focus()")
    run(["SET", "a", "1"], ["SET", "z", "1"])
    page.until(f"{row('a')} && {row('z')}")
    assert page.evaluate("document.activeElement.querySelector('.name').textContent") == "m"
    done(page)


def find_in_all(page, pattern):
    """Looks for keys, and goes on until no key is left to look at."""
    page.click("#pattern")
    page.evaluate("document.querySelector('#pattern').select()")
    page.type(pattern)
    page.until(f"Keys.pattern === {json.dumps(pattern)} && Keys.known !== null")
    while not page.evaluate("Keys.isWhole"):
        looked = page.evaluate("Keys.looked")
        page.click("#keys-next")
        page.until(f"Keys.isWhole || Keys.looked > {looked}")


@check
def a_big_keyspace_comes_in_parts(browser):
    for start in range(0, 30_000, 5000):
        run(*[["SET", f"item:{number % 7}:{number}", "v"] for number in range(start, start + 5000)])
    page = opened(browser)
    page.until(row("item:"))
    page.see("of 30,000; counts are of these", within="#keys-told")
    assert row_text(page, "item:").startswith("item: 1,") and row_text(page, "item:").endswith("+ keys")
    page.click(".group > .row .name", "item:")
    page.until(row("3:"))
    page.click("#keys-next")
    page.until(f"{row('item:')}.innerText.includes('2,')")
    # Where SCAN finds a key depends on the server's seed.
    find_in_all(page, "item:0:2999")
    page.until("Keys.names.length === 1")
    page.until(f"{row('item:0:29995')}.innerText.includes('string')")
    find_in_all(page, "item:?:2999?5")
    page.until("document.querySelector('#keys-empty').textContent === 'No key was found.'")
    done(page)


@check
def a_group_of_many_keys_shows_some_first(browser):
    run(*[["SET", f"many:{number:04}", "v"] for number in range(450)])
    page = opened(browser)
    page.until(row("many:"))
    page.click(".group > .row .name", "many:")
    page.until(f"{row('0199')}?.innerText.includes('string')")
    assert page.evaluate("document.querySelectorAll('.tree .row').length") == 201
    page.click(".tree .more", "Show more (250 left)")
    page.until(f"{row('0399')}?.innerText.includes('string')")
    done(page)


# MARK: Values

@check
def a_click_shows_the_value(browser):
    run(["SET", "order:1", '{"id":9007199254740993,"lines":[{"sku":"a","n":2}],"none":[]}', "EX", 600],
        ["SET", "greeting", "Grüße, 世界"], ["RPUSH", "list", *[f"job {number}" for number in range(250)]],
        ["HSET", "hash", "field", "value", "json", '{"a":1}'], ["ZADD", "board", "1.5", "ada", "2", "grace"],
        ["SADD", "set", "red", "green"], ["SET", "nothing", ""])
    page = opened(browser)
    open_key(page, "order:1")
    assert '"id": 9007199254740993,\n  "lines": [\n    {\n      "sku": "a",' in value_text(page), value_text(page)
    assert '"none": []' in value_text(page)
    page.see("61 bytes", "in 9m", "(20", within="#value-facts")
    page.screenshot(f"{FOLDER}/value.png")
    page.click(".modes .button", "Bytes")
    assert "00000000  7b 22 69 64" in value_text(page)
    open_key(page, "greeting")
    page.see("Grüße, 世界", within="#value-scroll")
    open_key(page, "list")
    page.see("job 99", within="#value-scroll")
    assert "job 100" not in value_text(page)
    page.click("#value-scroll .more", "Read more (150 elements left)")
    page.see("job 199", within="#value-scroll")
    page.click("#value-scroll .more", "Read more (50 elements left)")
    page.see("job 249", within="#value-scroll")
    assert page.evaluate("document.querySelector('#value-scroll .more')") is None
    open_key(page, "hash")
    page.see("field", "value", '{\n  "a": 1\n}', within="#value-scroll")
    open_key(page, "board")
    page.see("1.5", "ada", "grace", within="#value-scroll")
    open_key(page, "set")
    page.see("red", "green", within="#value-scroll")
    open_key(page, "nothing")
    page.see("The empty string", within="#value-scroll")
    done(page)


@check
def a_value_follows_its_changes_and_its_end(browser):
    run(["SET", "counter", "1"])
    page = opened(browser)
    open_key(page, "counter")
    page.see("1", within=".whole")
    run(["SET", "counter", "two"])
    page.see("two", within=".whole", limit=10)
    run(["DEL", "counter"], ["RPUSH", "counter", "three"])
    page.see("three", within=".items", limit=10)
    run(["DEL", "counter"])
    page.see("no such key any more", within="#value-gone", limit=10)
    assert "three" in value_text(page)
    done(page)


@check
def a_long_value_is_read_in_parts(browser):
    text = "".join(f"line {number} ä\n" for number in range(10_000))
    run(["SET", "long", text], ["HSET", "wide", "f", "x" * 5000])
    page = opened(browser)
    open_key(page, "long")
    assert page.evaluate("document.querySelector('.whole').textContent.length") < 33_000
    asked = [request for request in page.requests if "GETRANGE" in request.get("postData", "")]
    assert asked and all('"32767"' in request["postData"] for request in asked)
    for _ in range(10):
        if not page.evaluate("document.querySelector('#value-scroll .more') !== null"):
            break
        seen = page.evaluate("document.querySelector('.whole').textContent.length")
        page.click("#value-scroll .more")
        page.until(f"document.querySelector('.whole').textContent.length > {seen}")
    assert page.evaluate("document.querySelector('.whole').textContent") == text
    open_key(page, "wide")
    page.see("Show all 5,000 bytes")
    page.click("#value-scroll td .button")
    page.until("document.querySelector('.items').textContent.includes('x'.repeat(5000))")
    done(page)


@check
def bytes_that_are_no_text_are_shown_as_bytes(browser):
    set_bytes("bin%3A%ff%00key", b"\x00\xff\x80value\n")
    run(["SET", "line\nbreak \u202ereversed", "a\x07b\u202ec"])
    page = opened(browser)
    page.until(f"{row('bin:' + chr(92) + 'xff' + chr(92) + 'x00key')}?.innerText.includes('string')")
    open_key(page, "bin:\\xff\\x00key")
    page.see("00 ff 80 76 61 6c 75 65", within="#value-scroll")
    assert page.evaluate("[...document.querySelectorAll('.modes .button')].map((one) => one.textContent)") == ["Bytes"]
    open_key(page, "line\\nbreak \\u202ereversed")
    page.see("a\\u0007b\\u202ec", within=".whole")
    done(page)


@check
def hostile_names_and_values_are_only_text(browser):
    evil = [
        "<script>window.pwned = 1</script>", "<img src=x onerror='window.pwned = 1'>",
        "\"><svg onload=window.pwned=1>", "javascript:window.pwned=1", "'-(window.pwned=1)-'", "{{constructor}}",
        "</script><script>window.pwned = 1</script>", "__proto__:x", "__proto__:y", "constructor",
    ]
    run(*[["SET", f"evil:{text}", text] for text in evil], *[["SET", text, text] for text in evil],
        ["HSET", "evil:hash", *[word for text in evil for word in (text, text)]],
        ["SET", "evil:json", json.dumps({text: text for text in evil})])
    page = opened(browser)
    for text in evil[:3]:
        open_key(page, text)
        page.until(f"document.querySelector('.whole').textContent === {json.dumps(text)}")
    open_key(page, "hash")
    page.see(evil[1], within="#value-scroll")
    open_key(page, "json")
    page.see(evil[0], within="#value-scroll")
    run(*[["GET", text] for text in evil], ["ECHO", evil[1]])
    page.see(evil[1], within="#lines")
    page.screenshot(f"{FOLDER}/hostile.png")
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('main img, main script, main iframe, main a, main svg').length") == 0
    assert page.evaluate("document.scripts.length") == 1 and page.evaluate("({}).x") is None
    # And if text were put in as markup after all, the policy of the page would not let it run.
    page.evaluate("""{
        try { document.body.innerHTML += "<img src=x onerror='window.pwned = 1'>"; } catch {}
        const script = document.createElement("script");
        try { script.text = "window.pwned = 1"; document.body.append(script); } catch {}
    }""")
    assert page.evaluate("window.pwned") is None, "the policy lets foreign scripts run"
    done(page, "Content Security Policy", "TrustedHTML", "TrustedScript")


# MARK: Commands and figures

@check
def commands_are_seen_as_they_run_but_for_the_pages_own(browser):
    run(["SET", "seen", "v"])
    page = opened(browser)
    page.see("None yet", within="#lines-told")
    run(["SET", "greeting", 'say "hi" to ünicode'], ["GET", "greeting"], ["LPUSH", "queue", "a\nb"])
    page.see('SET greeting "say "hi" to ünicode"', "GET greeting", "LPUSH queue a\\nb", within="#lines")
    first = page.evaluate("document.querySelector('#lines li .what').textContent")
    assert first == "LPUSH queue a\\nb", "the newest is not first"
    open_key(page, "seen")
    run(["ECHO", "after the value was read"])
    page.see("after the value was read", within="#lines")
    lines = page.text("#lines")
    assert not any(name in lines for name in ("INFO", "SCAN", "GETRANGE", "PEXPIRETIME", "DBSIZE")), lines
    page.click("#filter")
    page.type("lpush")
    page.until("document.querySelectorAll('#lines li').length === 1")
    page.evaluate("document.querySelector('#filter').select()")
    page.press("Delete")
    page.command("Input.insertText", text=" ")
    page.until("document.querySelectorAll('#lines li').length > 1")
    page.click("#pause")
    run(["ECHO", "while paused"])
    page.see("Paused, 1 command since", within="#lines-told")
    assert "while paused" not in page.text("#lines")
    page.click("#pause")
    page.see("while paused", within="#lines")
    page.click("#clear")
    page.until("document.querySelectorAll('#lines li').length === 0")
    done(page)


@check
def many_commands_stay_bounded(browser):
    page = opened(browser)
    page.see("None yet", within="#lines-told")
    for _ in range(4):
        run(*[["ECHO", f"word {number}"] for number in range(2000)])
    run(["ECHO", "the last one"])
    page.see("the last one", within="#lines")
    assert page.evaluate("document.querySelectorAll('#lines li').length") == 200
    assert page.evaluate("Monitor.kept.length") == 500
    page.see("The last 200 of 8,001 commands", within="#lines-told")
    done(page)


@check
def hits_and_misses_are_those_of_applications(browser):
    run(["SET", "a", "1"], ["SET", "b", "2"])
    page = opened(browser)
    open_key(page, "a")
    page.see("0 hits · 0 misses", within="#hits-more")
    run(["GET", "a"], ["GET", "b"], ["GET", "a"], ["GET", "missing"])
    page.see("3 hits · 1 miss", within="#hits-more")
    page.see("75.0 %", within="#hits-now")
    page.click("#value-reload")
    page.evaluate("location.reload()")
    page.see("3 hits · 1 miss", within="#hits-more")
    page.until("document.querySelectorAll('.figures .spark path').length >= 9")
    assert page.evaluate("document.querySelector('#hits-spark svg').getAttribute('aria-label')").startswith("Hits and misses")
    done(page, "401")


@check
def times_to_live_go_by_the_servers_clock(browser):
    try:
        fetch("/", b'["HERMETIC","CLOCK","NOW"]')
    except urllib.error.HTTPError:
        return print("left out: this server's clock cannot be moved")
    run(["HERMETIC", "CLOCK", "FREEZE"], ["SET", "brief", "v", "EX", 60])
    try:
        page = opened(browser)
        page.see("standing still", within="#clock")
        page.until(f"{row('brief')}.innerText.includes('1m 00s')")
        seen = page.evaluate("Figures.samples.length")
        page.until(f"Figures.samples.length > {seen}")
        assert "1m 00s" in row_text(page, "brief"), "it counts down although the clock stands still"
        open_key(page, "brief")
        page.screenshot(f"{FOLDER}/clock.png")
        run(["HERMETIC", "CLOCK", "ADVANCE", "35s"])
        page.until(f"{row('brief')}.innerText.includes('25s')", limit=10)
        page.see("in 25s", within="#value-facts")
        run(["HERMETIC", "CLOCK", "ADVANCE", "25s"])
        page.until(f"!({row('brief')})", limit=10)
        page.see("no such key any more", within="#value-gone")
        done(page)
    finally:
        run(["HERMETIC", "CLOCK", "RESUME"])


@check
def a_server_that_is_gone_is_told_and_found_again(browser):
    page = opened(browser)
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.command("Network.emulateNetworkConditions", offline=True, **offline)
    page.until("!document.getElementById('notice').hidden")
    page.see("cannot be reached", within="#notice")
    page.see("Not connected", within="#state")
    page.screenshot(f"{FOLDER}/gone.png")
    page.command("Network.emulateNetworkConditions", offline=False, **offline)
    page.click("#retry")
    page.until("document.getElementById('notice').hidden")
    page.see("Live", within="#state")
    run(["ECHO", "back again"])
    page.until("Monitor.stream !== null && Monitor.state === ''")
    run(["ECHO", "and heard"])
    page.see("and heard", within="#lines")
    done(page, "ERR_INTERNET_DISCONNECTED")


# MARK: How it looks

def fill():
    run(*[["SET", f"session:{number:04x}", json.dumps({"user": number, "roles": ["admin"]}), "EX", 1800 + 37 * number]
          for number in range(9)],
        *[["HSET", f"user:{number}", "name", f"Ada {number}", "email", f"ada{number}@example.org",
           "settings", '{"theme":"dark"}'] for number in range(6)],
        ["RPUSH", "queue:mail", *[f"job {number}" for number in range(120)]], ["SADD", "tags", "red", "green", "blue"],
        ["ZADD", "leaderboard", 12.5, "ada", 17, "grace"], ["SET", "greeting", "Grüße aus Köln"],
        ["SET", "cache:page:/", "<h1>Hi</h1>", "PX", 8000], ["SET", "cache:page:/about", "<h1>About</h1>", "EX", 90_000],
        ["SET", "a-name-without-any-place-to-break-" * 4, "long"])


def use():
    """What an application does while one looks."""
    run(["GET", "session:0001"], ["GET", "greeting"], ["GET", "missing"], ["HGETALL", "user:3"], ["INCR", "counter"],
        ["LPUSH", "queue:mail", "a word that is long: " + "x" * 90])


# The contrast of every text with what lies under it, after the WCAG; a list of what is too faint.
CONTRAST = """(() => {
    const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
    const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const under = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const color = parse(getComputedStyle(one).backgroundColor);
            if (color.length === 3 || color[3] === 1) return color;
        }
        return [255, 255, 255];
    };
    const faint = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (walker.currentNode.data.trim() === "" || !element.checkVisibility() || element.closest("script, style")) continue;
        const [a, b] = [parse(getComputedStyle(element).color), under(element)].map(luminance).sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) faint.add(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
    }
    return [...faint];
})()"""


def looks(browser, name, **options):
    """The page in use, with a screenshot of it as a whole and of a value."""
    fill()
    run(["CONFIG", "RESETSTAT"])
    page = opened(browser, **options)
    page.until(f"{row('leaderboard')}?.innerText.includes('zset')")
    # Until the charts have a course, and the mark of new rows has faded.
    for _ in range(3):
        seen = page.evaluate("Figures.samples.length")
        use()
        page.until(f"Figures.samples.length > {seen}")
    page.until("document.getAnimations().length === 0")
    page.screenshot(f"{FOLDER}/{name}.png")
    assert page.evaluate(CONTRAST) == []
    open_key(page, "1")
    page.see("ada1@example.org", within="#value-scroll")
    page.screenshot(f"{FOLDER}/{name}-value.png")
    assert page.evaluate(CONTRAST) == []
    is_clean(page)
    return page


def fits(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
    wide = page.evaluate(f"""[...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() &&
        one.getBoundingClientRect().right > {width} + 0.5 && !one.closest(".hex, .unseen")).map((one) => one.className)""")
    assert wide == [], wide


@check
def it_looks_well_in_light_and_in_dark(browser):
    for scheme, ground in {"light": "rgb(244, 245, 247)", "dark": "rgb(15, 18, 22)"}.items():
        page = looks(browser, scheme, scheme=scheme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        fits(page, 1280)
        done(page)


@check
def it_fits_a_phone(browser):
    for scheme in ("light", "dark"):
        page = looks(browser, f"phone-{scheme}", width=360, height=740, phone=True, scheme=scheme)
        fits(page, 360)
        page.click("#value-close")
        page.until("document.getElementById('value').hidden")
        page.click("#show-commands")
        use()
        page.see("HGETALL", within="#lines")
        page.screenshot(f"{FOLDER}/phone-{scheme}-commands.png")
        fits(page, 360)
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("""[...document.querySelectorAll("button")].filter((one) => one.checkVisibility())
            .every((one) => one.getBoundingClientRect().height >= 24)"""), "a button is too small to touch"
        done(page)


@check
def motion_can_be_turned_off(browser):
    page = opened(browser, motion="reduce")
    run(["SET", "new", "1"])
    page.until(row("new"))
    assert page.evaluate(f"{row('new')}.parentElement.className") == "new"
    assert page.evaluate("document.getAnimations().length") == 0
    done(page)


@check
def the_keyboard_is_enough(browser):
    run(["SET", "alpha:1", "one"], ["SET", "alpha:2", "two"], ["SET", "beta", "three"])
    page = opened(browser)
    page.until(f"{row('beta')}?.innerText.includes('string')")
    page.press("/")
    assert page.evaluate("document.activeElement.id") == "pattern"
    page.press("Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("alpha:")
    page.press("ArrowLeft")
    page.until(f"!({row('1')})")
    page.press("ArrowRight")
    page.until(row("1"))
    page.press("ArrowDown")
    page.press("ArrowDown")
    page.press("Enter")
    page.see("two", within=".whole")
    assert page.evaluate("document.activeElement.id") == "value-title"
    page.press("Escape")
    page.until("document.getElementById('value').hidden")
    assert page.evaluate("document.activeElement.querySelector('.name').textContent") == "2"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "one does not see where the focus is"
    done(page)


@check
def everything_has_a_name(browser):
    fill()
    page = opened(browser)
    open_key(page, "greeting")
    page.command("Accessibility.enable")
    nodes = page.command("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "textbox", "searchbox", "region", "group", "image", "alert", "status"}
    named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes
             if node["role"]["value"] in roles and not node.get("ignored")]
    assert len([role for role, _ in named if role == "button"]) > 15
    nameless = [role for role, name in named if name == "" and role in ("button", "textbox", "searchbox", "region", "image")]
    assert nameless == [], nameless
    assert page.evaluate("document.documentElement.lang") == "en" and "HermeticKV" in page.evaluate("document.title")
    done(page)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    failed = 0
    chosen = [function for function in CHECKS if all(word in function.__name__ for word in sys.argv[4:])]
    assert chosen, "there is no such check"
    browser = Browser()
    try:
        for function in chosen:
            name = "page: " + function.__name__.replace("_", " ")
            try:
                run(["FLUSHALL"], ["CONFIG", "RESETSTAT"])
                function(browser)
                print(f"ok      {name}", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED  {name}")
                traceback.print_exc(limit=-4, file=sys.stdout)
                browser.close_pages(f"{FOLDER}/failed-{function.__name__}.png")
    finally:
        browser.close()
    print(f"page: {failed} failed" if failed else "page: all ok")
    sys.exit(1 if failed else 0)


main()
