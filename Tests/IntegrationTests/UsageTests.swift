import Foundation
import TestSupport
import Testing

/// Wrong usage, unknown ids, where files are looked for, and colour.
@Suite struct UsageTests {
    private static let now = "2026-06-01T10:00:00Z"

    @Test(arguments: [
        ["run", "--bogus"], ["run", "--now", "yesterday"], ["run", "--now", "2026-06-01T10:00:00"],
        ["run", "--max-duration", "soon"], ["run", "--max-duration", "-5s"], ["upcoming", "--until", "never"],
        ["upcoming", "--count", "0"], ["upcoming", "--count", "-1"], ["stats"], ["stats", "2h"], ["show"], ["history"],
        ["history", "a", "--limit", "0"], ["render"], ["list", "--format", "xml"], ["validate", "--format"],
        ["list", "--status", "sleeping"], ["list", "--type", "hourly"], ["list", "--limit", "0"],
        ["list", "--skip", "-1"],
        ["pause"], ["resume", "a", "b"], ["import"],
        ["run", "--detailed-exitcode"], ["upcoming", "--week", "--format", "json"],
        ["upcoming", "--timezone", "Europe/Berlin"], ["upcoming", "--week", "--timezone", "Europe/Berlim"],
    ])
    func `wrong usage exits 64 with a sentence and does nothing`(arguments: [String]) throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: Self.now)])
        let before = FolderPrint(site.folder)
        let result = try site.start(arguments).finish()
        #expect(result.code == 64, "\(arguments): \(result.error)")
        #expect(!result.error.isEmpty)
        #expect(result.output == "")
        #expect(FolderPrint(site.folder) == before)
    }

    @Test(
        arguments: [["show"], ["history"], ["render"], ["run"], ["run", "--dry-run"], ["upcoming"]], ["text", "json"])
    func `an unknown id exits 1 with CAMPAIGN_NOT_FOUND and the nearest name`(
        command: [String], format: String
    ) throws {
        let site = try Site.greeting(["weekly.yaml": Samples.once("weekly", at: Self.now)])
        let result = try site.start(command + ["wekly", "--format", format, "--now", Self.now]).finish()
        #expect(result.code == 1)
        #expect(result.error.contains("CAMPAIGN_NOT_FOUND") && result.error.contains("'weekly'"), "\(result.error)")
        #expect(result.output == "")
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder))
    }

    @Test func `run looks at the campaigns that are named, and the others come in their turn`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.once("a", at: Self.now), "b.yaml": Samples.once("b", at: Self.now),
        ])
        // The first word that is no command is an id.
        #expect(try site.run("a", "--now", Self.now).code == 0)
        #expect(try site.outbox().files.keys.sorted() == ["a/20260601T100000Z.jsonl"])
        #expect(try site.run("run", "--now", Self.now).code == 0)
        #expect(try site.everyoneGotIt(once: "a/20260601T100000Z.jsonl", of: 3))
        #expect(try site.everyoneGotIt(once: "b/20260601T100000Z.jsonl", of: 3))
    }

    @Test func `a pass typed as timers type it is the one that the parser of all commands reads`() throws {
        func site() throws -> Site {
            try Site.greeting([
                "a.yaml": Samples.once("a", at: Self.now), "b.yaml": "campaignId: b\nname: no field is called so\n",
            ])
        }
        let (plain, parsed) = (try site(), try site())
        // What has an equals sign is left to the parser.
        for format in ["text", "json"] {
            let one = try shell(
                plain,
                "\"$CAMPANILE\" run --config campaigns.d --state s/c.db --now \(Self.now) --max-duration 50s "
                    + "--format \(format)")
            let other = try shell(
                parsed,
                "\"$CAMPANILE\" run --config=campaigns.d --state=s/c.db --now=\(Self.now) --max-duration=50s "
                    + "--format=\(format)")
            #expect(one.code == 2 && other.code == 2)
            #expect(one.output == other.output && one.error == other.error, "\(one) \(other)")
        }
        for late in ["--max-duration 0s", "--max-duration=0s"] {
            let site = try site()
            #expect(try shell(site, "\"$CAMPANILE\" run \(late) --state s/c.db --now \(Self.now)").code == 2)
            #expect(!FileManager.default.fileExists(atPath: site.folder + "/s/outbox/a"))
        }
    }

    @Test(arguments: [
        ["--config"], ["--config", "--now"], ["--now", "soon"], ["--max-duration", "long"], ["--format", "xml"],
        ["--config", ""], ["--state", "--dry-run"], ["--format", "markdown"], ["--bogus", "value"],
    ])
    func `a mistake in a plain pass is explained as it is elsewhere`(words: [String]) throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: Self.now)])
        let result = try ChildProcess(Binary.path, ["run"] + words, environment: ["PATH": "/usr/bin:/bin"]).finish()
        #expect(result.code == (words == ["--config", ""] ? 2 : 64), "\(words): \(result.error)")
        #expect(!result.error.isEmpty && result.output == "")
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder))
    }

    private func shell(_ site: Site, _ script: String, _ environment: [String: String] = [:]) throws
        -> ChildProcess.Result
    {
        let names = ["PATH": "/usr/bin:/bin", "CAMPANILE": Binary.path, "SITE": site.folder]
        return try ChildProcess(
            "/bin/sh", ["-c", "cd \"$SITE\" && \(script)"], environment: names.merging(environment) { $1 }
        ).finish()
    }

    @Test func `without options the tree is ./campaigns.d and the state ./.campanile/campanile.db`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: Self.now)])
        let result = try shell(site, "\"$CAMPANILE\" --now \(Self.now)")
        #expect(result.code == 0, "\(result.error)")
        #expect(FileManager.default.fileExists(atPath: site.folder + "/.campanile/campanile.db"))
        #expect(FileManager.default.fileExists(atPath: site.folder + "/.campanile/outbox/a/20260601T100000Z.jsonl"))
    }

    @Test func `the environment names tree and state, options go before it, and systemd's folder comes last`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: Self.now)])
        try FileManager.default.moveItem(atPath: site.tree, toPath: site.folder + "/elsewhere")
        let run = "\"$CAMPANILE\" run --now \(Self.now)"
        let named = [
            "CAMPANILE_CONFIG": "elsewhere", "CAMPANILE_STATE": "one/a.db", "STATE_DIRECTORY": site.folder + "/two",
        ]
        #expect(try shell(site, run, named).code == 0)
        #expect(FileManager.default.fileExists(atPath: site.folder + "/one/a.db"))
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/two"))
        let bySystemd = named.filter { $0.key != "CAMPANILE_STATE" }
        #expect(try shell(site, run, bySystemd).code == 0)
        #expect(FileManager.default.fileExists(atPath: site.folder + "/two/campanile.db"))
        #expect(try shell(site, run + " --state three/b.db", named).code == 0)
        #expect(FileManager.default.fileExists(atPath: site.folder + "/three/outbox/a/20260601T100000Z.jsonl"))
        #expect(try shell(site, run + " --config nowhere", named).code == 2)
    }

    @Test func `colour is there on a terminal, and neither elsewhere nor under NO_COLOR`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: Self.now)])
        let escape = "\u{1B}["
        let command = "\"$CAMPANILE\" list --now \(Self.now)"
        #expect(try !shell(site, command, ["TERM": "xterm"]).output.contains(escape))
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
            return print("left out: there is no 'script' to make a terminal with")
        }
        let onTerminal = "script -qec '\(command)' /dev/null"
        #expect(try shell(site, onTerminal, ["TERM": "xterm"]).output.contains(escape))
        #expect(try !shell(site, onTerminal, ["TERM": "xterm", "NO_COLOR": "1"]).output.contains(escape))
        #expect(try !shell(site, onTerminal, ["TERM": "dumb"]).output.contains(escape))
        let json = "script -qec '\(command) --format json' /dev/null"
        #expect(try !shell(site, json, ["TERM": "xterm"]).output.contains(escape))
    }

    @Test func `what init makes is valid, shows what is coming and runs`() throws {
        let site = try Site()
        let made = try shell(site, "\"$CAMPANILE\" init --config fresh")
        #expect(made.code == 0, "\(made.error)")
        for command in ["validate", "list", "upcoming", "run --dry-run", "run"] {
            let result = try shell(site, "\"$CAMPANILE\" \(command) --config fresh --state s/c.db")
            #expect(result.code == 0, "\(command): \(result.output)\(result.error)")
        }
    }

    @Test func `every command explains itself with --help and exits 0`() throws {
        let site = try Site()
        let commands = [
            "run", "validate", "upcoming", "diff", "list", "show", "history", "stats", "render", "backfill", "pause",
            "resume", "import", "init", "schema",
        ]
        for command in commands {
            let result = try shell(site, "\"$CAMPANILE\" \(command) --help")
            #expect(result.code == 0)
            #expect(result.output.contains("USAGE") && result.error == "")
        }
    }
}
