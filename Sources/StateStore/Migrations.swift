import CampaignModel
internal import GRDB

/// The state file's history. Append only: a migration that has shipped is never edited, since files in the field have
/// run it. A file that knows a migration which isn't here was written by a newer version and is refused.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-11 campaigns, occurrences, runs, deliveries") { db in
            try db.execute(sql: foundation)
        }
        migrator.registerMigration("2026-11 the zone rules that occurrences were decided by") { db in
            try db.execute(sql: zoneRules)
        }
        migrator.registerMigration("2026-11 what conflicts of schedules are made of") { db in
            try db.execute(sql: audiences)
            let rows = try Row.fetchCursor(
                db, sql: "SELECT c.key, d.body FROM campaign c JOIN declaration d ON d.key = c.declaration")
            while let row = try rows.next() {
                let declaration = try EncodedDeclaration.decode(row[1], file: "")
                try db.cachedStatement(
                    sql: "UPDATE campaign SET audience = ?, templates = ?, channel = ? WHERE key = ?"
                )
                .execute(arguments: [
                    declaration.campaign.targetAudience.fingerprint,
                    declaration.campaign.messageConfig.templateIds.joined(separator: "\n"), declaration.channel.id,
                    row[0] as Int64,
                ])
            }
        }
        migrator.registerMigration("2026-11 channels to other programs") { db in
            try db.execute(sql: channels)
            let rows = try Row.fetchCursor(
                db, sql: "SELECT r.occurrence, d.body FROM run r JOIN declaration d ON d.key = r.declaration")
            while let row = try rows.next() {
                let declaration = try EncodedDeclaration.decode(row[1], file: "")
                try db.cachedStatement(sql: "UPDATE run SET channel = ? WHERE occurrence = ?")
                    .execute(arguments: [declaration.channel.id, row[0] as Int64])
            }
        }
        migrator.registerMigration("2026-11 tests and notices") { db in
            try db.execute(sql: testsAndNotices)
        }
        migrator.registerMigration("2026-11 events") { db in
            try db.execute(sql: events)
        }
        return migrator
    }

    /// `CAMP` in ASCII: tells our files from other programs' databases.
    static let applicationID: Int64 = 0x4341_4D50

    private static let events = """
        -- What other programs handed in, each taken once by its id. The ids stay: only what is remembered can be known again.
        CREATE TABLE event (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            source TEXT,
            user TEXT NOT NULL,
            at INTEGER NOT NULL,
            taken_at INTEGER NOT NULL,
            fields TEXT                       -- JSON; NULL: it has none
        ) STRICT;
        CREATE INDEX event_user ON event (user, at);

        -- The messages that events owe: an event delivers once a campaign, ever.
        CREATE TABLE owed (
            event INTEGER NOT NULL REFERENCES event (key),
            campaign INTEGER NOT NULL REFERENCES campaign (key),
            matched INTEGER NOT NULL,         -- which of the campaign's triggers, from 0
            due_at INTEGER NOT NULL,
            state INTEGER NOT NULL DEFAULT 0, -- 0 waiting, 1 in a run, 2 passed over
            run INTEGER REFERENCES occurrence (key),
            reason TEXT,
            PRIMARY KEY (event, campaign),
            CHECK ((state = 1) = (run IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX owed_waiting ON owed (campaign, due_at) WHERE state = 0;
        CREATE INDEX owed_run ON owed (run) WHERE run IS NOT NULL;

        CREATE TRIGGER what_an_event_owes_is_decided_once
        BEFORE UPDATE ON owed WHEN OLD.state <> 0
        BEGIN SELECT RAISE(ABORT, 'what this event owes was decided before'); END;

        -- How far the files of the spool folder are taken that one transaction doesn't hold.
        CREATE TABLE spool_file (
            name TEXT PRIMARY KEY,
            stamp TEXT NOT NULL,              -- tells it from another file of that name
            position INTEGER NOT NULL,        -- bytes
            line INTEGER NOT NULL,            -- lines before that position
            rejected TEXT,                    -- the file in rejected/ that its malformed lines are in
            rejected_length INTEGER NOT NULL, -- bytes of that which are certain
            kept INTEGER NOT NULL             -- 1: it is moved to rejected/ in the end
        ) STRICT, WITHOUT ROWID;

        -- Events from before then are not owed. Of earlier versions the last acceptance is known.
        ALTER TABLE campaign ADD COLUMN first_applied INTEGER NOT NULL DEFAULT 0;
        UPDATE campaign SET first_applied = accepted_at;
        """

    private static let testsAndNotices = """
        -- Test executions. They are none of the runs, and no constraint of those concerns them.
        CREATE TABLE test (
            key INTEGER PRIMARY KEY,
            campaign TEXT NOT NULL,           -- its id: one that no pass has seen can be tested too
            label TEXT NOT NULL,              -- CampaignTest.label
            began_at INTEGER NOT NULL,
            ended_at INTEGER,
            UNIQUE (campaign, label)
        ) STRICT;
        CREATE INDEX test_open ON test (key) WHERE ended_at IS NULL;

        CREATE TABLE test_delivery (
            test INTEGER NOT NULL REFERENCES test (key),
            recipient TEXT NOT NULL,
            state INTEGER NOT NULL,           -- DeliveryState
            handed INTEGER NOT NULL DEFAULT 0, -- 1: a channel was given the message
            variation TEXT,
            reason TEXT,
            PRIMARY KEY (test, recipient)
        ) STRICT, WITHOUT ROWID;

        -- What somebody is told of a run: one row for each address on each channel.
        CREATE TABLE notice (
            key INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run (occurrence),
            event TEXT NOT NULL,              -- NoticeEvent
            channel TEXT NOT NULL,            -- the id of one in the run's declaration
            address TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            state INTEGER NOT NULL DEFAULT 0, -- DeliveryState
            attempts INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER NOT NULL,
            marker TEXT,                      -- where the channel stood when it was claimed
            reason TEXT,
            UNIQUE (run, event, channel, address)
        ) STRICT;
        CREATE INDEX notice_open ON notice (retry_at) WHERE state < 2;

        -- What is said of campaigns that were never tested, and whom their runs notify, is read anew.
        UPDATE pass SET tree_digest = NULL, tree_buckets = NULL;
        """

    private static let channels = """
        ALTER TABLE run ADD COLUMN channel TEXT NOT NULL DEFAULT '';

        -- Channels that take nothing for a while.
        CREATE TABLE channel_hold (
            channel TEXT PRIMARY KEY,
            until INTEGER NOT NULL,
            reason TEXT                       -- NULL: a limit below one message a second
        ) STRICT, WITHOUT ROWID;

        -- Addresses that a channel's other side will never accept.
        CREATE TABLE refusal (
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (channel, address)
        ) STRICT, WITHOUT ROWID;

        -- What a frequency cap counts: who had messages lately.
        CREATE INDEX delivery_accepted ON delivery (recipient, settled_at) WHERE state = 2;
        """

    private static let audiences = """
        ALTER TABLE campaign ADD COLUMN audience INTEGER NOT NULL DEFAULT 0;    -- TargetAudience.fingerprint
        ALTER TABLE campaign ADD COLUMN templates TEXT NOT NULL DEFAULT '';     -- ids, one a line
        ALTER TABLE campaign ADD COLUMN channel TEXT NOT NULL DEFAULT '';
        CREATE INDEX campaign_audience ON campaign (audience) WHERE deleted_at IS NULL;

        -- Nobody has looked for conflicts in the tree yet.
        UPDATE pass SET tree_digest = NULL, tree_buckets = NULL;
        """

    private static let zoneRules = """
        -- Zone files that occurrences were decided by, whole: when a zone's file changes, the old one says which local
        -- times have been decided.
        CREATE TABLE zone_rules (
            fingerprint INTEGER PRIMARY KEY,
            tzif BLOB NOT NULL                -- RFC 9636
        ) STRICT;

        ALTER TABLE progress ADD COLUMN zone_rules INTEGER;    -- the fingerprint; NULL: not known
        -- JSON: local times, as seconds since 1970 on the zone's clock, that earlier rules decided and that come again.
        ALTER TABLE progress ADD COLUMN repeated_times TEXT;

        -- The files in use until now were not kept: they are looked at again.
        UPDATE zone SET stamp = '';
        """

    /// Instants are seconds since 1970-01-01T00:00:00Z.
    private static let foundation = """
        PRAGMA application_id = 1128353104;

        -- One row: what is known of the pass as a whole.
        CREATE TABLE pass (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            decided_through INTEGER,          -- the latest moment any whole pass decided up to
            tree_digest TEXT,                 -- the tree as it was then; NULL: look at it again
            tree_buckets BLOB                 -- digests of its parts, for finding what changed
        ) STRICT;
        INSERT INTO pass (only) VALUES (1);

        -- Every file of the tree as it was last read, so that unchanged files needn't be read again.
        CREATE TABLE tree_file (
            path TEXT PRIMARY KEY,
            bucket INTEGER NOT NULL,          -- which part of the tree it belongs to
            stamp TEXT NOT NULL,
            campaign_id TEXT,
            unsettled INTEGER NOT NULL,       -- 1: faulty, or held back by another file
            diagnostics TEXT                  -- JSON; NULL: none
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tree_file_bucket ON tree_file (bucket);
        CREATE INDEX tree_file_campaign ON tree_file (campaign_id) WHERE campaign_id IS NOT NULL;
        CREATE INDEX tree_file_faulty ON tree_file (path) WHERE diagnostics IS NOT NULL;

        -- The zone files that next_due was computed from: when one changes, so may the instants.
        CREATE TABLE zone (
            identifier TEXT PRIMARY KEY,
            stamp TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Declarations as accepted, kept as long as a campaign or a run refers to them.
        CREATE TABLE declaration (
            key INTEGER PRIMARY KEY,
            body TEXT NOT NULL                -- JSON
        ) STRICT;

        CREATE TABLE campaign (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            file TEXT NOT NULL,
            declaration INTEGER NOT NULL,     -- the key of a declaration
            accepted_at INTEGER NOT NULL,
            deleted_at INTEGER,
            type TEXT NOT NULL,
            priority INTEGER NOT NULL,        -- 0 high, 1 normal, 2 low
            -- What deciding needs, in a form that is read quickly.
            status TEXT NOT NULL,
            rule TEXT NOT NULL,
            zone TEXT NOT NULL,
            catch_up TEXT NOT NULL,
            window INTEGER NOT NULL,
            miss_limit INTEGER NOT NULL,
            grace INTEGER NOT NULL,
            overlap TEXT NOT NULL,
            max_occurrences INTEGER
        ) STRICT;

        -- How far each campaign is. Apart from the rest, since a pass after a day down changes thousands of these rows,
        -- and narrow ones lie in a tenth of the pages.
        CREATE TABLE progress (
            campaign INTEGER PRIMARY KEY REFERENCES campaign (key),
            evaluated_through INTEGER NOT NULL,
            next_due INTEGER,
            decided_runs INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX progress_due ON progress (next_due) WHERE next_due IS NOT NULL;

        CREATE TRIGGER evaluated_through_never_goes_back
        AFTER UPDATE OF evaluated_through ON progress WHEN NEW.evaluated_through < OLD.evaluated_through
        BEGIN SELECT RAISE(ABORT, 'evaluated_through would go back'); END;

        -- One row for each decided occurrence, or for a range of neighbours that were skipped for one reason.
        CREATE TABLE occurrence (
            key INTEGER PRIMARY KEY,
            campaign INTEGER NOT NULL REFERENCES campaign (key),
            scheduled_for INTEGER NOT NULL,
            last INTEGER NOT NULL,            -- scheduled_for, or the end of a folded range
            count INTEGER NOT NULL DEFAULT 1,
            decision TEXT NOT NULL,           -- run, catch-up, skip
            reason TEXT,
            decided_at INTEGER NOT NULL,
            state INTEGER NOT NULL,           -- 0 skipped, 1 waiting, 2 begun, 3 ended
            UNIQUE (campaign, scheduled_for)
        ) STRICT;
        CREATE INDEX occurrence_open ON occurrence (campaign, state) WHERE state IN (1, 2);

        -- The unique index can't see inside a folded range; this can.
        CREATE TRIGGER an_occurrence_is_decided_once
        BEFORE INSERT ON occurrence
        WHEN NEW.scheduled_for <= (SELECT last FROM occurrence WHERE campaign = NEW.campaign
                                   AND scheduled_for <= NEW.last ORDER BY scheduled_for DESC LIMIT 1)
        BEGIN SELECT RAISE(ABORT, 'this occurrence was decided before'); END;

        -- The execution of an occurrence that runs.
        CREATE TABLE run (
            occurrence INTEGER PRIMARY KEY REFERENCES occurrence (key),
            declaration INTEGER NOT NULL,     -- the one it began with
            began_at INTEGER NOT NULL,
            ended_at INTEGER,
            status TEXT NOT NULL,
            error TEXT,                       -- why it could not begin, or go on
            first_delivery INTEGER,           -- its rows of delivery: one contiguous range
            last_delivery INTEGER,
            cursor INTEGER,                   -- no row before it waits for its first try
            marker TEXT,                      -- where the channel stood when the last batch was claimed
            audience INTEGER NOT NULL DEFAULT 0,
            sent INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            suppressed INTEGER NOT NULL DEFAULT 0,
            holdout INTEGER NOT NULL DEFAULT 0,
            expired INTEGER NOT NULL DEFAULT 0,
            uncertain INTEGER NOT NULL DEFAULT 0,
            cancelled INTEGER NOT NULL DEFAULT 0,
            slot_credit INTEGER,              -- of its hourly limit, in 3,600ths of a message; NULL: it has none
            slots_at INTEGER,
            handed INTEGER NOT NULL DEFAULT 0, -- recipients whose message a channel was given at least once
            variations TEXT                   -- JSON, when the run has ended
        ) STRICT;
        CREATE INDEX run_began ON run (began_at);
        CREATE INDEX run_declaration ON run (declaration);

        -- What campaigns with an hourly limit took in hand, kept for the hour in which it counts.
        CREATE TABLE spend (
            campaign INTEGER NOT NULL REFERENCES campaign (key),
            at INTEGER NOT NULL,
            count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX spend_recent ON spend (campaign, at);

        -- The ledger: each recipient of each run, once.
        CREATE TABLE delivery (
            key INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run (occurrence),
            recipient TEXT NOT NULL,
            state INTEGER NOT NULL,           -- DeliveryState
            variation TEXT,
            fields TEXT,                      -- JSON: what the message needs of the contact; NULL once settled
            attempts INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER,
            reason TEXT,
            settled_at INTEGER,
            UNIQUE (run, recipient)
        ) STRICT;
        CREATE INDEX delivery_retry ON delivery (run, retry_at) WHERE retry_at IS NOT NULL;
        CREATE INDEX delivery_claimed ON delivery (run) WHERE state = 1;
        """
}
