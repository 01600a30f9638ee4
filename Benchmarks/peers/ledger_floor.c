/* The floor of a ledger: so many rows, unique by run and recipient, in durable transactions of 100.
 *
 *   ledger_floor FILE COUNT
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static void check(sqlite3 *db, int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

int main(int count, char **words) {
    if (count != 3) return 64;
    long rows = atol(words[2]);
    sqlite3 *db;
    check(NULL, sqlite3_open(words[1], &db), "open");
    check(db, sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE delivery (key INTEGER PRIMARY KEY, run INTEGER NOT NULL, recipient TEXT NOT NULL,"
        " state INTEGER NOT NULL, UNIQUE (run, recipient)) STRICT", NULL, NULL, NULL), "create");
    sqlite3_stmt *insert;
    check(db, sqlite3_prepare_v2(db, "INSERT INTO delivery (run, recipient, state) VALUES (1, ?, 2)", -1, &insert, NULL), "prepare");
    for (long row = 0; row < rows; row++) {
        if (row % 100 == 0) check(db, sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), "begin");
        char name[32];
        int length = snprintf(name, sizeof name, "user%07ld", row);
        sqlite3_bind_text(insert, 1, name, length, SQLITE_TRANSIENT);
        check(db, sqlite3_step(insert), "insert");
        sqlite3_reset(insert);
        if (row % 100 == 99 || row == rows - 1) check(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), "commit");
    }
    sqlite3_finalize(insert);
    check(db, sqlite3_close(db), "close");
    return 0;
}
