"""A house to knock at: the real app in a process of its own, with a small page at every address.

Each of these pages writes a mark when it runs, and draws a secret; so a test can say that no
page ran, and that no byte of a page left.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import bcrypt
import httpx
import yaml
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from pages.shared.register import KNOWN, SECTIONS

SOURCE = Path(__file__).resolve().parents[2]
PASSWORD = "Harbour-7-lights"
SECRET = "SECRET-OF-THE-PAGE"
PEOPLE = {
    "manager": {"roles": ["manager"]},
    "south": {"roles": ["region_manager"], "regions": ["川南"]},
    "rep": {"roles": ["rep"], "rep_id": "R01"},
    "clerk": {"roles": ["clerk"]},
    "admin": {"roles": ["admin"], "language": "en"},
}
_PAGE = '''"""A page that leaves a mark when it runs."""
import os, pathlib
import streamlit as st
from pages.shared import session
pathlib.Path(os.environ["MARKS"], "{address}").touch()
st.text("{secret} {address}")
st.text(f"scope {{session.scope()}}")
st.text(f"user {{session.current_user()}}")
st.download_button("file", b"{secret} file", "secret.csv")
st.file_uploader("up")
'''


def quick_hash(password: str) -> str:
    """A bcrypt hash that costs a test nothing."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()


def write_accounts(path: Path) -> None:
    """One account per role, all with the same password."""
    kept = quick_hash(PASSWORD)
    usernames = {name: {**fields, "password": kept} for name, fields in PEOPLE.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump({"credentials": {"usernames": usernames}}), encoding="utf-8")


class House:
    """The app on a free port, its store and its pages in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self.root, self.store, self.marks = root, root / "store", root / "marks"
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.visitors: list[Visitor] = []
        self.printed = ""  # what a captured app printed until it was closed
        self.marks.mkdir()
        for room in ("data", "queries", "pages", ".streamlit"):
            own = SECTIONS if room == "pages" else ["store"]
            leave_out = shutil.ignore_patterns("__pycache__", *own)
            shutil.copytree(SOURCE / room, root / room, ignore=leave_out)
        shutil.copy(SOURCE / "app.py", root)
        for entry in KNOWN:
            page = root / "pages" / entry.section / f"{entry.address}.py"
            page.parent.mkdir(exist_ok=True)
            page.write_text(_PAGE.format(address=entry.address, secret=SECRET), encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self, capture: bool = False) -> "House":
        """Start the app and wait until it answers; captured, `printed` has its output once closed."""
        self.port = self.port or free_port()
        self.process = subprocess.Popen(
            [*command(), f"--server.port={self.port}"],
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE if capture else None,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the app did not start")

    def close(self) -> None:
        """Stop the app; what it keeps stays."""
        assert self.process is not None
        for visitor in self.visitors:
            visitor.http.close()
        self.visitors.clear()
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)
        if self.process.stdout is not None:
            with self.process.stdout as output:
                self.printed = output.read().decode()

    def printed_accounts(self) -> list[tuple[str, str]]:
        """Name and password of the accounts that the running app has printed, one so far."""
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = re.findall(r"^sign in as: (\S+)  password: (\S+)$", line.decode())
            if found:
                return found
        return []

    def environment(self) -> dict[str, str]:
        own = {"XUNBOARD_STORE": str(self.store), "MARKS": str(self.marks), "DEMO": "0"}
        return {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": "1"}

    def ran(self) -> set[str]:
        """The pages that ran since the last question."""
        marks = list(self.marks.iterdir())
        for mark in marks:
            mark.unlink()
        return {mark.name for mark in marks}

    def visitor(self, **headers: str) -> "Visitor":
        """Somebody new in front of the door."""
        self.visitors.append(Visitor(self, headers))
        return self.visitors[-1]


class Visitor:
    """A browser without a screen: keeps cookies, fills in forms, opens the websocket."""

    def __init__(self, house: House, headers: dict[str, str]) -> None:
        self.house = house
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.http = httpx.Client(
            base_url=house.url, headers={"accept": "text/html", **given}, timeout=30
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers=headers)

    def send(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        """Open a form, keep its hidden fields, fill in the others, send it."""
        hidden = dict(
            re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.http.get(path).text)
        )
        return self.http.post(path, data={**hidden, **fields}, headers=headers)

    def sign_in(self, name: str, password: str = PASSWORD, path: str = "/login") -> httpx.Response:
        return self.send(path, {"username": name, "password": password})

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies.jar)

    def socket(self, origin: str | None = None, **headers: str) -> ClientConnection:
        """The websocket of the pages. Raises InvalidStatus when the door refuses."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return connect(
            self.house.url.replace("http", "ws") + "/_stcore/stream",
            origin=origin or self.house.url,  # type: ignore[arg-type]  # a NewType of text
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of text
            additional_headers={**({"Cookie": self.cookie} if self.cookie else {}), **given},
            max_size=None,
        )


def run_page(socket: ClientConnection, page: str = "") -> str:
    """Run a page over an open websocket; all that came back, as text."""
    message = BackMsg()
    message.rerun_script.page_name = page
    socket.send(message.SerializeToString())
    received = []
    while True:
        data = socket.recv(timeout=30)
        assert isinstance(data, bytes)
        answer = ForwardMsg()
        answer.ParseFromString(data)
        received.append(str(answer) + data.decode("utf-8", "replace"))
        if answer.WhichOneof("type") in ("script_finished", "auth_redirect"):
            return "\n".join(received)


def command() -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", "app.py"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
