import Foundation

extension Site {
    var spool: String { stateFolder + "/spool" }

    /// Drops a file into the spool folder as another program does: whole, by rename.
    func drop(_ lines: [String], as name: String) throws {
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
        let draft = "\(spool)/.\(name)"
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: draft))
        try? FileManager.default.removeItem(atPath: "\(spool)/\(name)")
        try FileManager.default.moveItem(atPath: draft, toPath: "\(spool)/\(name)")
    }

    /// The files that wait, by name.
    func spooled() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: spool)) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted()
    }

    /// What was set aside, by file: its records.
    func rejected() throws -> [String: [JSON]] {
        let folder = spool + "/rejected"
        var found: [String: [JSON]] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".jsonl")
        {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            found[name] = try text.split(separator: "\n").map { try JSON(String($0)) }
        }
        return found
    }

    static func event(
        _ id: String, _ name: String = "user_registered", user: String, at instant: String, source: String = "website"
    ) -> String {
        #"{"id":"\#(id)","event":"\#(name)","source":"\#(source)","userId":"\#(user)","at":"\#(instant)"}"#
    }

    /// A tree with one campaign that goes by `user_registered` from the website.
    static func welcoming(
        delay: String = "{ value: 1, unit: hours }", schedule: String = "", audience: String = "{ type: all }",
        extra: String = "", contacts: Int = 3
    ) throws -> Site {
        let site = try Site.greeting([:], contacts: contacts)
        try site.welcome("welcome", delay: delay, schedule: schedule, audience: audience, extra: extra)
        return site
    }

    func welcome(
        _ id: String, delay: String = "{ value: 1, unit: hours }", schedule: String = "",
        audience: String = "{ type: all }", extra: String = ""
    ) throws {
        try write(
            "\(id).yaml",
            """
            campaignId: \(id)
            type: trigger-based
            schedule:
              triggers: [{ type: user_event, conditions: { event: user_registered, source: website }, delay: \(delay) }]
            \(schedule)
            targetAudience: \(audience)
            messageConfig: { templateId: hello-\(id), personalization: { enabled: true, fields: [firstName] } }
            \(extra)
            """)
    }

    /// Who has how many lines in all of a campaign's files in the outbox.
    func delivered(_ campaignId: String) throws -> [String: Int] {
        let outbox = try outbox()
        var counts: [String: Int] = [:]
        for file in outbox.files.keys where file.hasPrefix("\(campaignId)/") {
            counts.merge(outbox.recipients(of: file), uniquingKeysWith: +)
        }
        return counts
    }
}
