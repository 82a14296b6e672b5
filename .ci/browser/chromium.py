"""A headless Chromium and one page in it, driven over the DevTools protocol on a pair of pipes.

`Browser` is the process, `Page` a tab with the log of its requests and of what went wrong in it. Clicks and keys are
real input events at the place where the element is.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

LIMIT = 20


class Browser:
    def __init__(self, executable="chromium"):
        self.profile = tempfile.mkdtemp()
        theirs_in, self.output = os.pipe()
        self.input, theirs_out = os.pipe()
        # Chromium reads descriptor 3 and writes 4; ours may be these numbers and must be out of the way.
        inherited = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs_in, theirs_out)]
        os.close(theirs_in)
        os.close(theirs_out)
        command = [
            executable, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "--no-first-run",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-extensions",
            "--disable-component-update", "--hide-scrollbars", "--force-color-profile=srgb",
        ]
        if os.getuid() == 0:
            command.append("--no-sandbox")
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{inherited[0]} 4>&{inherited[1]}', "bash", *command, "about:blank"],
            pass_fds=inherited, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        for end in inherited:
            os.close(end)
        self.received = b""
        self.number = 0
        self.pages = {}

    def close(self):
        """Ends the process and everything it has started, which end with it."""
        try:
            self.command("Browser.close")
            self.process.wait(LIMIT)
        except (AssertionError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.output)
        os.close(self.input)
        shutil.rmtree(self.profile, ignore_errors=True)

    def command(self, method, session=None, **parameters):
        """Sends a command and returns its result; events that come before it are kept by their pages."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            message = self.receive(LIMIT)
            assert message is not None, f"the browser does not answer {method}"
            if message.get("id") == number:
                assert "error" not in message, (method, message["error"])
                return message["result"]

    def receive(self, limit):
        """The next message, or None if none comes in time; an event is given to its page as well."""
        deadline = time.monotonic() + limit
        while b"\0" not in self.received:
            ready, _, _ = select.select([self.input], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                return None
            piece = os.read(self.input, 1 << 16)
            if not piece:
                self.log.seek(0)
                raise AssertionError("the browser ended: " + self.log.read()[-2000:])
            self.received += piece
        text, self.received = self.received.split(b"\0", 1)
        message = json.loads(text)
        if "method" in message and message.get("sessionId") in self.pages:
            self.pages[message["sessionId"]].hear(message["method"], message["params"])
        return message

    def close_pages(self, screenshot):
        """Ends what a failed check has left open, with a picture of it."""
        for page in list(self.pages.values()):
            page.screenshot(screenshot)
            page.close()

    def new_page(self, width=1280, height=860, phone=False, scheme="light", motion="no-preference"):
        return Page(self, width, height, phone, scheme, motion)


class Page:
    def __init__(self, browser, width, height, phone, scheme, motion):
        self.browser = browser
        # A context of its own: nothing is left of an earlier page's storage.
        self.context = browser.command("Target.createBrowserContext")["browserContextId"]
        self.target = browser.command("Target.createTarget", url="about:blank", browserContextId=self.context)["targetId"]
        self.session = browser.command("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        browser.pages[self.session] = self
        self.requests = []
        self.problems = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.command(f"{domain}.enable")
        self.resize(width, height, phone)
        self.command("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion}])

    def command(self, method, **parameters):
        return self.browser.command(method, self.session, **parameters)

    def close(self):
        self.browser.command("Target.closeTarget", targetId=self.target)
        self.browser.command("Target.disposeBrowserContext", browserContextId=self.context)
        del self.browser.pages[self.session]

    def hear(self, event, content):
        if event == "Network.requestWillBeSent":
            self.requests.append(content["request"])
        elif event == "Runtime.exceptionThrown":
            self.problems.append(content["exceptionDetails"])
        elif event == "Runtime.consoleAPICalled":
            self.problems.append({"console": content["type"], "words": [one.get("value") for one in content["args"]]})
        elif event == "Log.entryAdded" and content["entry"]["level"] in ("error", "warning"):
            self.problems.append(content["entry"])

    def resize(self, width, height, phone=False):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2 if phone else 1,
                     mobile=phone)
        self.command("Emulation.setTouchEmulationEnabled", enabled=phone)

    def go(self, address):
        self.command("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page."""
        answer = self.command("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]["exception"].get("description")
        return answer["result"].get("value")

    def until(self, expression, limit=LIMIT):
        """Waits until an expression is true, and returns its value."""
        deadline = time.monotonic() + limit
        while True:
            try:
                value = self.evaluate(expression)
            except AssertionError as failure:
                # Between two documents there is nothing to ask.
                value, told = None, failure
            else:
                told = value
            # An element comes as an empty object.
            if value or value == {}:
                return value
            assert time.monotonic() < deadline, f"it did not become true: {expression} ({told}); {self.problems}"
            self.browser.receive(0.02)

    def text(self, selector="body"):
        return self.evaluate(f"document.querySelector({json.dumps(selector)}).innerText")

    def see(self, *texts, within="body", limit=LIMIT):
        for text in texts:
            self.until(f"document.querySelector({json.dumps(within)})?.innerText.includes({json.dumps(text)})", limit)

    def place(self, expression):
        """The middle of an element, once it is on the screen and nothing lies over it."""
        return self.until(f"""(() => {{
            const found = {expression};
            if (!found) return null;
            found.scrollIntoView({{ block: "nearest" }});
            const box = found.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const top = document.elementFromPoint(x, y);
            return box.width > 0 && (found.contains(top) || top?.contains(found)) ? [x, y] : null;
        }})()""")

    def click(self, selector, text=None):
        """Clicks the element that matches, and has exactly the text if one is given."""
        expression = f"document.querySelector({json.dumps(selector)})"
        if text is not None:
            expression = (f"[...document.querySelectorAll({json.dumps(selector)})]"
                          f".find((one) => one.textContent.trim() === {json.dumps(text)})")
        x, y = self.place(expression)
        for kind in ("mousePressed", "mouseReleased"):
            self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        self.command("Input.insertText", text=text)

    def press(self, key):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "ArrowLeft": 37, "ArrowRight": 39}
        named = {"key": key, "code": key, "windowsVirtualKeyCode": codes.get(key, 0)}
        typed = {"Enter": "\r"}.get(key, key if len(key) == 1 else None)
        self.command("Input.dispatchKeyEvent", type="keyDown", **named, **({"text": typed} if typed else {}))
        self.command("Input.dispatchKeyEvent", type="keyUp", **named)

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.command("Page.captureScreenshot", format="png")["data"]))
