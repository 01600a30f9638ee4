/* The floor of deciding what a day of downtime left: one transaction, everything in order, nothing sent.
 *
 *   catch_up_floor --setup DB    makes DB: 10,000 jobs, 8,083 of them daily and due, 1,917 weekly and not due
 *   catch_up_floor DB            decides; prints how many
 *
 * The second form changes DB, so each measurement takes a fresh copy of what --setup made (the harness copies it
 * outside of the measured time). Durability is that of a careful program: WAL, synchronous = FULL, and a constraint
 * that decides each (job, scheduled_for) once. The next time is plain arithmetic: no time zones, no calendar, no
 * files. Links sqlite3.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { jobs = 10000, due_jobs = 8083, day = 86400, week = 7 * day };
/* The day that was missed ends here: 2026-06-02T00:00:30Z. */
static const long long asked_at = 1780272000 + day + 30;

static void fail(sqlite3 *db, const char *what) {
    fprintf(stderr, "catch_up_floor: %s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(db, sql);
    return statement;
}

static void finish(sqlite3 *db, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail(db, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static void setup(const char *path) {
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK) fail(db, path);
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "CREATE TABLE jobs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, period INTEGER NOT NULL,"
            " next_due INTEGER NOT NULL) STRICT");
    run(db, "CREATE INDEX jobs_due ON jobs (next_due)");
    run(db, "CREATE TABLE decisions (job INTEGER NOT NULL, scheduled_for INTEGER NOT NULL, decision TEXT NOT NULL,"
            " decided_at INTEGER NOT NULL, UNIQUE (job, scheduled_for)) STRICT");
    run(db, "BEGIN");
    sqlite3_stmt *insert = prepare(db, "INSERT INTO jobs VALUES (?, ?, ?, ?)");
    for (int id = 0; id < jobs; id++) {
        /* Due between 01:00 and 23:50 of the missed day, or of a day later in the week; in no order of id. */
        long long time = asked_at - day - 30 + 3600 + (id * 7919LL) % (22 * 3600 + 50 * 60);
        int daily = id < due_jobs;
        char name[32];
        int length = snprintf(name, sizeof name, "campaign-%06d", id);
        sqlite3_bind_int64(insert, 1, id);
        sqlite3_bind_text(insert, 2, name, length, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 3, daily ? day : week);
        sqlite3_bind_int64(insert, 4, daily ? time : time + 3 * day);
        finish(db, insert);
    }
    sqlite3_finalize(insert);
    run(db, "COMMIT");
    sqlite3_close(db);
}

struct job { long long id, period, due; };

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--setup") == 0) {
        setup(argv[2]);
        return 0;
    }
    if (argc != 2) {
        fprintf(stderr, "usage: catch_up_floor --setup DB | catch_up_floor DB\n");
        return 64;
    }
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) fail(db, argv[1]);
    run(db, "PRAGMA synchronous = FULL");
    run(db, "BEGIN IMMEDIATE");

    /* Read before writing: changing next_due under an open scan of its index could show a job twice. */
    static struct job due[jobs];
    int count = 0, step;
    sqlite3_stmt *select = prepare(db, "SELECT id, period, next_due FROM jobs WHERE next_due <= ?"
                                       " ORDER BY next_due, id");
    sqlite3_bind_int64(select, 1, asked_at);
    while ((step = sqlite3_step(select)) == SQLITE_ROW && count < jobs) {
        due[count++] = (struct job){ sqlite3_column_int64(select, 0), sqlite3_column_int64(select, 1),
                                     sqlite3_column_int64(select, 2) };
    }
    if (step != SQLITE_DONE) fail(db, "more jobs than --setup makes");
    sqlite3_finalize(select);

    sqlite3_stmt *decide = prepare(db, "INSERT INTO decisions VALUES (?, ?, 'catch-up', ?)");
    sqlite3_stmt *advance = prepare(db, "UPDATE jobs SET next_due = ? WHERE id = ?");
    for (int i = 0; i < count; i++) {
        long long missed = (asked_at - due[i].due) / due[i].period;
        long long latest = due[i].due + missed * due[i].period;
        sqlite3_bind_int64(decide, 1, due[i].id);
        sqlite3_bind_int64(decide, 2, latest);
        sqlite3_bind_int64(decide, 3, asked_at);
        finish(db, decide);
        sqlite3_bind_int64(advance, 1, latest + due[i].period);
        sqlite3_bind_int64(advance, 2, due[i].id);
        finish(db, advance);
    }
    sqlite3_finalize(decide);
    sqlite3_finalize(advance);
    run(db, "COMMIT");
    sqlite3_close(db);
    printf("%d decided\n", count);
    return 0;
}
