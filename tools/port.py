"""Says in one line, before the preview starts, that its address is taken or cannot be used."""

import socket
import sys

try:
    host, port = sys.argv[1].rsplit(":", 1)
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((host, int(port)))
except (OSError, ValueError, OverflowError):
    sys.exit(
        f"Địa chỉ {sys.argv[1]} đang có chương trình khác dùng hoặc không dùng được: gõ "
        "make serve ADDRESS=127.0.0.1:8001, hoặc một số khác từ 8002 đến 8999."
    )
