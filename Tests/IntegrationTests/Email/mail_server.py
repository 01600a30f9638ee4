"""An SMTP server that does to each recipient what the address asks for.

Usage: mail_server.py OPTIONS, a JSON object: folder (where `port` and `log` are written), and where wanted
tls ("smtps" or "starttls"), certificate, key, login ([name, password]), sender (an answer to MAIL FROM), greeting,
delay (seconds before each mail is answered), starve (the answer to QUIT never comes).

A local part is made of words, separated by dots, of which these are obeyed:
rcpt-550   that answer to RCPT                        data-451   that answer to DATA
end-554    that answer to the end of the body         data-close, body-close, end-close  hangs up there
end-reset  the same with a reset                      end-hang   never answers
first      all of it only the first time              slow-300   waits so many milliseconds
"""

import asyncio
import json
import logging
import re
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

OPTIONS = json.loads(sys.argv[1])
LOG = open(Path(OPTIONS["folder"]) / "log", "a", buffering=1)
SEEN = set()


def note(event, **more):
    LOG.write(json.dumps({"event": event, **more}) + "\n")


def wish(address, kind):
    """What the address asks for at this point of the conversation, or nothing."""
    words = address.partition("@")[0].split(".")
    for word in words:
        if match := re.fullmatch(kind + "-(.*)", word):
            if "first" in words and (address, kind) in SEEN:
                return None
            SEEN.add((address, kind))
            return match[1]
    return None


def answer(code):
    return f"{code} scripted answer"


class Server(SMTP):
    def connection_made(self, transport):
        # Once more after STARTTLS.
        if self.session is None:
            note("connect")
        super().connection_made(transport)

    async def smtp_DATA(self, arg):
        address = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        asked = wish(address, "data")
        if asked == "close":
            self.transport.close()
        elif asked:
            await self.push(answer(asked))
        elif wish(address, "body"):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        note("quit")
        if OPTIONS.get("starve"):
            await asyncio.sleep(3600)
        await super().smtp_QUIT(arg)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if refusal := OPTIONS.get("sender"):
            return answer(refusal)
        envelope.mail_from = address
        note("sender", address=address, encrypted=server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        note("recipient", address=address)
        if asked := wish(address, "rcpt"):
            return answer(asked)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        await asyncio.sleep(float(wish(address, "slow") or 0) / 1000 + OPTIONS.get("delay", 0))
        asked = wish(address, "end")
        if asked and asked.isdigit():
            return answer(asked)
        note("mail", address=address, content=envelope.content.decode("utf-8", "replace"))
        if asked == "close":
            server.transport.close()
        elif asked == "reset":
            server.transport.abort()
        elif asked == "hang":
            await asyncio.sleep(3600)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    name, password = OPTIONS["login"]
    good = data.login.decode() == name and data.password.decode() == password
    note("login", mechanism=mechanism, good=good, encrypted=server.transport.get_extra_info("ssl_object") is not None)
    return AuthResult(success=good, handled=False)


async def main():
    context = None
    if OPTIONS.get("tls"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(OPTIONS["certificate"], OPTIONS["key"])
    more = {"ident": OPTIONS.get("greeting", "scripted"), "enable_SMTPUTF8": OPTIONS.get("unicode", False)}
    if OPTIONS.get("login"):
        logging.disable()
        more |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
    if OPTIONS.get("tls") == "starttls":
        more["tls_context"] = context
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(Handler(), hostname="localhost", **more), "127.0.0.1", 0,
        ssl=context if OPTIONS.get("tls") == "smtps" else None,
    )
    port = Path(OPTIONS["folder"]) / "port"
    port.with_suffix(".new").write_text(str(server.sockets[0].getsockname()[1]))
    port.with_suffix(".new").rename(port)
    await server.serve_forever()


asyncio.run(main())
