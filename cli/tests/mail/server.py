"""A real SMTP server on a free port of this machine. Its arguments select: accept mails, refuse them, or exit early.

usage: server.py FOLDER [refuse-temporarily | refuse-for-good ADDRESS | die-after N]
It writes its port to FOLDER/port, and each accepted mail to FOLDER/NUMBER.eml.
"""

import asyncio
import os
import pathlib
import sys

from aiosmtpd.smtp import SMTP


class Handler:
    def __init__(self, folder, manner):
        self.folder = folder
        self.manner = manner
        self.taken = len(list(folder.glob("*.eml")))

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.manner[:1] == ["refuse-for-good"] and address == self.manner[1]:
            return "550 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.manner[:1] == ["refuse-temporarily"]:
            return "451 try again later"
        if self.manner[:1] == ["die-after"] and self.taken >= int(self.manner[1]):
            # The server received the mail but sends no answer.
            os._exit(9)
        (self.folder / f"{self.taken:04}.eml").write_bytes(envelope.content)
        self.taken += 1
        return "250 taken"


async def main():
    folder = pathlib.Path(sys.argv[1])
    handler = Handler(folder, sys.argv[2:])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True), "127.0.0.1", 0)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    await server.serve_forever()


asyncio.run(main())
