"""A mailbox that is read by IMAP, as small as a test needs it."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class ImapBox:
    """`mails` by their uid; `seen` are marked. `url` is how it is reached."""

    url: str = ""
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)


@contextmanager
def imap_box() -> Iterator[ImapBox]:
    """Serves until the end; knows the user “shop” with the password “p@ss”."""
    box = ImapBox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, _, rest = line.decode().strip().partition(" ")
                self.answer(rest)
                self.wfile.write(self.ending(tag, rest))

        def ending(self, tag: str, rest: str) -> bytes:
            refused = rest.startswith("LOGIN") and "p@ss" not in rest
            return f"{tag} {'NO wrong' if refused else 'OK done'}\r\n".encode()

        def answer(self, rest: str) -> None:
            if rest.startswith("CAPABILITY"):
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            elif rest.startswith("SELECT"):
                self.wfile.write(b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n")
            elif rest.startswith("UID SEARCH"):
                unseen = " ".join(str(uid) for uid in sorted(box.mails) if uid not in box.seen)
                self.wfile.write(f"* SEARCH {unseen}".rstrip().encode() + b"\r\n")
            elif found := re.match(r"UID FETCH (\d+) .*<0\.(\d+)>", rest):
                content = box.mails[int(found[1])][: int(found[2])]
                self.wfile.write(f"* 1 FETCH (UID {found[1]} BODY[]<0> {{{len(content)}}}\r\n".encode())
                self.wfile.write(content + b")\r\n")
            elif found := re.match(r"UID STORE (\d+)", rest):
                box.seen.add(int(found[1]))

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        box.url = f"imap://shop:p%40ss@127.0.0.1:{server.server_address[1]}/INBOX"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
