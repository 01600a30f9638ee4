/* The floor of a pass in which nothing is due: open the state file, ask one indexed question, look at every file.
 *
 *   idle_pass_floor --setup N DB    makes DB with N jobs, the earliest due long after `asked_at`
 *   idle_pass_floor DB DIR          the pass; prints what it saw
 *
 * It reads no file's content and remembers nothing of the last pass, so it can't tell whether a file has changed:
 * less than any useful program does. Links sqlite3.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* 2026-06-01T00:00:00Z; the jobs of --setup come due in the day that begins ten minutes later. */
static const long long asked_at = 1780272000;

static void fail(sqlite3 *db, const char *what) {
    fprintf(stderr, "idle_pass_floor: %s: %s\n", what, db ? sqlite3_errmsg(db) : strerror(errno));
    exit(1);
}

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

static void setup(const char *path, long count) {
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK) fail(db, path);
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "CREATE TABLE jobs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, period INTEGER NOT NULL,"
            " next_due INTEGER NOT NULL) STRICT");
    run(db, "CREATE INDEX jobs_due ON jobs (next_due)");
    run(db, "BEGIN");
    sqlite3_stmt *insert = NULL;
    if (sqlite3_prepare_v2(db, "INSERT INTO jobs VALUES (?, ?, 86400, ?)", -1, &insert, NULL) != SQLITE_OK)
        fail(db, "prepare");
    for (long id = 0; id < count; id++) {
        char name[32];
        int length = snprintf(name, sizeof name, "campaign-%06ld", id);
        sqlite3_bind_int64(insert, 1, id);
        sqlite3_bind_text(insert, 2, name, length, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 3, asked_at + 600 + (id * 7919) % 85800);
        if (sqlite3_step(insert) != SQLITE_DONE) fail(db, "insert");
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run(db, "COMMIT");
    sqlite3_close(db);
}

static long files;
static long long newest;

/* Takes over `descriptor`. */
static void walk(int descriptor) {
    DIR *directory = fdopendir(descriptor);
    if (!directory) fail(NULL, "fdopendir");
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (entry->d_name[0] == '.') continue;
        struct stat about;
        if (fstatat(dirfd(directory), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) fail(NULL, entry->d_name);
        if (S_ISDIR(about.st_mode)) {
            int child = openat(dirfd(directory), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (child < 0) fail(NULL, entry->d_name);
            walk(child);
        } else {
            files++;
            if (about.st_mtim.tv_sec > newest) newest = about.st_mtim.tv_sec;
        }
    }
    closedir(directory);
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "--setup") == 0) {
        setup(argv[3], strtol(argv[2], NULL, 10));
        return 0;
    }
    if (argc != 3) {
        fprintf(stderr, "usage: idle_pass_floor --setup N DB | idle_pass_floor DB DIR\n");
        return 64;
    }
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) fail(db, argv[1]);
    run(db, "PRAGMA synchronous = FULL");
    sqlite3_stmt *due = NULL;
    if (sqlite3_prepare_v2(db, "SELECT id, name FROM jobs WHERE next_due <= ? ORDER BY next_due", -1, &due, NULL)
        != SQLITE_OK) fail(db, "prepare");
    sqlite3_bind_int64(due, 1, asked_at);
    long waiting = 0;
    int step;
    while ((step = sqlite3_step(due)) == SQLITE_ROW) waiting++;
    if (step != SQLITE_DONE) fail(db, "due");
    sqlite3_finalize(due);

    int root = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) fail(NULL, argv[2]);
    walk(root);
    sqlite3_close(db);
    printf("%ld due, %ld files, newest %lld\n", waiting, files, newest);
    return 0;
}
