#!/usr/bin/env python3
"""Posts COUNT bodies over 64 connections with aiohttp and a durable ledger: claimed before, settled after, in
transactions of 100, as a careful program of one's own would do it.

  aiohttp_posts.py URL COUNT FILE
"""

import asyncio
import sqlite3
import sys

import aiohttp

CONNECTIONS = 64
BATCH = 100


async def main(url, count, path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(
        "CREATE TABLE delivery (key INTEGER PRIMARY KEY, run INTEGER NOT NULL, recipient TEXT NOT NULL,"
        " state INTEGER NOT NULL, UNIQUE (run, recipient)) STRICT"
    )
    body = b"x" * 300
    headers = {"Content-Type": "application/json"}
    gate = asyncio.Semaphore(CONNECTIONS)

    async def post(session):
        async with gate, session.post(url, data=body, headers=headers) as answer:
            await answer.read()
            return answer.status

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
        for first in range(0, count, BATCH):
            names = [f"user{number:07d}" for number in range(first, min(first + BATCH, count))]
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO delivery (run, recipient, state) VALUES (1, ?, 1)", [(name,) for name in names])
            db.execute("COMMIT")
            statuses = await asyncio.gather(*(post(session) for _ in names))
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                "UPDATE delivery SET state = ? WHERE run = 1 AND recipient = ?",
                [(2 if status == 200 else 3, name) for status, name in zip(statuses, names)],
            )
            db.execute("COMMIT")
    db.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
