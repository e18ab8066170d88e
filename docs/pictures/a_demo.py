"""A fresh demo, served while somebody looks at it, and a list to bring to it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).parents[2]


@contextmanager
def a_demo() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a fresh demo; give its address and the secrets of its staff."""
    with tempfile.TemporaryDirectory() as data:
        port = str(free_port())
        around = {**os.environ, "DATA_DIR": data, "PORT": port, "HOST": "127.0.0.1"}
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "prepare"], cwd=ROOT, env=around, check=True)  # noqa: S603
        site = subprocess.Popen(  # noqa: S603  # our own program, our own words
            [*manage, "serve", "--end-with-parent"],
            cwd=ROOT,
            env=around,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            secrets = dict(sign_ins(site))
            yield answering(f"http://127.0.0.1:{port}"), secrets
        finally:
            site.terminate()
            site.communicate()  # until it is gone, and with it its last words


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sign_ins(site: subprocess.Popen) -> Iterator[tuple[str, str]]:
    """Yield user names and passwords as the site prints them, up to its last line."""
    for line in site.stdout or []:
        words = line.split()
        if "Ctrl-C" in words:
            return
        if line.startswith("  ") and len(words) > 2:
            yield words[-2], words[-1]


def answering(address: str) -> str:
    """Return the address once database and worker answer too."""
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz"):  # noqa: S310
                return address
        except OSError:
            time.sleep(1)


def a_list_as_sent(file: Path) -> None:
    """Write a list with a heading above, names without marks, and mistakes."""
    book = Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH NGƯỜI DÂN (MẪU)"])
    sheet.append([])
    sheet.append(["STT", "Họ và tên", "Năm sinh", "Xóm"])
    people = [
        ("Bui Thi Mau", 1966, "Mẫu"),
        ("Lò Thị Thêm", 1959, "Thử"),
        ("Đinh Văn Nháp", 1945, "Tập Làm"),
        ("Hà Văn Mới", 1980, "Ví Dụ"),
        ("Vì Văn Sai", 3000, "Mẫu"),
        ("Quàng Thị Lạc", 1971, "Không Có"),
    ]
    for number, person in enumerate(people, 1):
        sheet.append([number, *person])
    book.save(file)
