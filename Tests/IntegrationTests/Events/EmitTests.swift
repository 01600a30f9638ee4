import Foundation
import Glibc
import TestSupport
import Testing

/// `campanile emit`, and what other programs drop in.
@Suite struct EmitTests {
    private static let begin = "2026-06-01T09:00:00Z"

    @Test func `it works without a state file, and the event waits for the first pass`() throws {
        let site = try Site.welcoming()
        let answer = try site.json(
            "emit", "user_registered", "--user", "u1", "--id", "e1", "--field", "plan=pro", "--field", "note=a=b",
            "--now", Self.begin)
        #expect(answer == .object(["id": "e1", "accepted": .bool(true)]))
        #expect(!FileManager.default.fileExists(atPath: site.state))
        let line = try String(contentsOfFile: "\(site.spool)/\(#require(site.spooled().first))", encoding: .utf8)
        #expect(
            try JSON(line)
                == .object([
                    "id": "e1", "event": "user_registered", "userId": "u1", "at": .string(Self.begin),
                    "fields": .object(["plan": "pro", "note": "a=b"]),
                ]))
    }

    @Test func `an id is accepted once, while it waits and after it is taken`() throws {
        let site = try Site.welcoming()
        func accepted(_ id: String) throws -> JSON? {
            try site.json("emit", "user_registered", "--user", "u1", "--id", id, "--now", Self.begin)["accepted"]
        }
        #expect(try accepted("e1") == .bool(true))
        #expect(try accepted("e1") == .bool(false))
        try site.run("run", "--now", Self.begin)
        #expect(site.spooled().isEmpty)
        #expect(try accepted("e1") == .bool(false))
        #expect(try accepted("e2") == .bool(true))
        #expect(site.spooled().count == 1)
    }

    @Test func `without an id each is an event of its own`() throws {
        let site = try Site.welcoming()
        let ids = try (0..<3).map { _ in
            try site.json("emit", "x", "--user", "u1", "--now", Self.begin)["id"]?.text
        }
        #expect(Set(ids).count == 3 && site.spooled().count == 3)
    }

    @Test(arguments: [
        ["emit", "x"], ["emit", "--user", "u"], ["emit", "", "--user", "u"], ["emit", "x", "--user", ""],
        ["emit", "x", "--user", "u", "--field", "plan"], ["emit", "x", "--user", "u", "--at", "today"],
        ["emit", "x", "--user", "u", "--field", "a=1", "--field", "a=2"], ["emit", "x", "--user", "u", "--id", "a\nb"],
    ])
    func `what can't be an event is wrong usage, and nothing is handed in`(arguments: [String]) throws {
        let site = try Site.welcoming()
        #expect(try site.start(arguments).finish().code == 64)
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder))
    }

    @Test func `it exits with 74 where it can't write`() throws {
        let site = try Site.welcoming()
        try Data().write(to: URL(fileURLWithPath: site.stateFolder))
        let result = try site.run("emit", "x", "--user", "u", "--now", Self.begin)
        #expect(result.code == 74 && result.error.hasPrefix("campanile: "), "\(result.error)")
    }

    @Test func `an event that comes while a pass is at work is taken between its slices`() throws {
        let site = try Site.welcoming(delay: "{ value: 0, unit: minutes }", contacts: 2_000)
        try site.write(
            "channels/slow.yaml",
            "type: command\nargv: [python3, -u, -c, \"import sys,json,time\\nfor l in sys.stdin:\\n time.sleep(0.002)\\n "
                + "print(json.dumps({'idempotencyKey': json.loads(l)['idempotencyKey'], 'status': 'sent'}), flush=True)\"]\n"
        )
        try site.write(
            "slow.yaml",
            Samples.once("slow", at: Self.begin, extra: "deliverySettings: { priority: low }")
                .replacingOccurrences(of: "messageConfig: {", with: "messageConfig: { channel: slow,"))
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        let child = try site.start(["run", "--now", Self.begin])
        while !child.hasEnded(within: 1_000),
            try site.json("history", "slow", "--now", Self.begin)["executions"]?[0]?["status"] != "running"
        {}
        let result = try site.run(
            "emit", "user_registered", "--user", "u1", "--source", "website", "--at", Self.begin)
        #expect(result.code == 0, "\(result.error)")
        let isDuring = !child.hasEnded(within: 0)
        #expect(child.finish().code == 0)
        #expect(isDuring, "the pass was to be at work still")
        #expect(try site.delivered("welcome") == ["u1": 1])
    }

    @Test
    func `lines that are no events are set aside with the reason, the rest is taken, and mended ones come in again`()
        throws
    {
        let site = try Site.welcoming(delay: "{ value: 0, unit: minutes }")
        try site.run("run", "--now", Self.begin)
        let good = Site.event("1", user: "u1", at: Self.begin)
        try site.drop([good, #"{"id":"2","event":"user_registered","source":"website"}"#, "", good], as: "shop.jsonl")
        let result = try site.run("run", "--now", Self.begin)
        #expect(result.code == 0 && result.error.contains("'userId' is missing"), "\(result.error)")
        #expect(try site.delivered("welcome") == ["u1": 1])
        let record = try #require(try site.rejected()["shop.jsonl"]?.first)
        #expect(record["line"] == 2 && record["reason"] == "'userId' is missing" && record["file"] == "shop.jsonl")
        // The same name again: what lies there stays.
        try site.drop(["junk"], as: "shop.jsonl")
        try site.run("run", "--now", Self.begin)
        #expect(try Set(site.rejected().keys) == ["shop.jsonl", "shop.1.jsonl"])
        let mended = try #require(record["text"]?.text).replacing("}", with: #","userId":"u2"}"#)
        try site.drop([mended], as: "mended.jsonl")
        try site.run("run", "--now", "2026-06-01T09:00:30Z")
        #expect(try site.delivered("welcome") == ["u1": 1, "u2": 1])
        let why = try site.json("why", "welcome", "u2", "--now", "2026-06-01T09:01:00Z")
        #expect(why["decision"] == "sent")
    }

    @Test func `a file that takes several transactions has one file of lines set aside`() throws {
        let site = try Site.welcoming()
        try site.run("run", "--now", Self.begin)
        let lines = (1...12_000).map { $0 % 3_000 == 1 ? "bad \($0)" : Site.event("\($0)", user: "u1", at: Self.begin) }
        try site.drop(lines, as: "large.jsonl")
        #expect(try site.json("run", "--now", Self.begin)["events"]?["rejected"] == 4)
        let records = try site.rejected()
        #expect(records.keys.sorted() == ["large.jsonl"])
        #expect(records["large.jsonl"]?.compactMap { $0["line"]?.number } == [1, 3_001, 6_001, 9_001])
    }

    @Test func `a file that can't be taken is said, with exit 1, and keeps nothing else waiting`() throws {
        let site = try Site.welcoming(delay: "{ value: 0, unit: minutes }")
        try site.run("run", "--now", Self.begin)
        try site.drop([Site.event("1", user: "u1", at: Self.begin)], as: "b.jsonl")
        symlink("/etc/hostname", site.spool + "/a.jsonl")
        let result = try site.run("run", "--now", Self.begin)
        #expect(result.code == 1 && result.error.contains("spool/a.jsonl isn't taken: it is a symbolic link"))
        #expect(try site.delivered("welcome") == ["u1": 1])
    }

    @Test func `an event that matches nothing is kept, and why says which condition differs`() throws {
        let site = try Site.welcoming()
        try site.run("run", "--now", Self.begin)
        try site.run("emit", "user_registered", "--user", "u1", "--source", "ads", "--now", Self.begin)
        let waiting = try site.json("why", "welcome", "u1", "--now", Self.begin)
        try site.run("run", "--now", "2026-06-01T09:01:00Z")
        let taken = try site.json("why", "welcome", "u1", "--now", "2026-06-01T09:01:00Z")
        for why in [waiting, taken] {
            #expect(why["decision"] == "not-matched")
            #expect(why["reason"]?.text?.contains("source is 'ads', the trigger asks for 'website'") == true)
            #expect(why["file"] == "welcome.yaml" && why["line"] == 4)
        }
    }

    @Test func `why follows an event from the spool folder to the outbox`() throws {
        let site = try Site.welcoming()
        func why(_ now: String) throws -> String {
            let found = try site.json("why", "welcome", "u1", "--now", now)
            return "\(found["decision"]?.text ?? "") \(found["notBefore"]?.text ?? "-")"
        }
        try site.run("run", "--now", Self.begin)
        #expect(try why(Self.begin) == "would-send -")
        try site.run("emit", "user_registered", "--user", "u1", "--source", "website", "--now", Self.begin)
        #expect(try why(Self.begin) == "pending -")
        try site.run("run", "--now", "2026-06-01T09:01:00Z")
        #expect(try why("2026-06-01T09:01:00Z") == "would-send 2026-06-01T10:00:00Z")
        try site.run("run", "--now", "2026-06-01T10:00:00Z")
        #expect(try why("2026-06-01T10:00:00Z") == "sent -")
        let reason = try site.json("why", "welcome", "u1", "--now", "2026-06-01T10:00:00Z")["reason"]?.text
        #expect(reason?.contains("the event 'user_registered' of 2026-06-01T09:00:00Z") == true)
    }
}
