import Foundation

extension Site {
    /// A tree whose campaign `c` goes by mail to these addresses, as u1 … un.
    /// - Parameters:
    ///   - channel: more fields of the channel.
    ///   - extra: more fields of the campaign.
    static func mailing(
        to addresses: [String], server: MailServer, scheme: String = "smtp", channel: String = "", extra: String = ""
    ) throws -> Site {
        let site = try Site()
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.writeAddresses(addresses)
        try site.write(
            "channels/mail.yaml",
            "{ type: email, server: '\(scheme)://127.0.0.1:\(server.port)', from: 'News <news@example.com>'\(channel) }\n"
        )
        try site.write("templates/mail.yaml", "{ subject: 'Hi {{firstName}}', text: 'Hello {{firstName}}' }\n")
        try site.writeMailing("c", at: "2026-12-25T10:00:00Z", extra: extra)
        return site
    }

    func writeMailing(_ id: String, at instant: String, template: String = "mail", extra: String = "") throws {
        try write(
            "\(id).yaml",
            """
            campaignId: \(id)
            type: one-time
            schedule: { startDateTime: \(instant) }
            targetAudience: { type: all }
            messageConfig: { channel: mail, templateId: \(template), personalization: { fields: [firstName] } }
            \(extra)
            """)
    }

    func writeAddresses(_ addresses: [String], firstName: (Int) -> String = { "Name \($0)" }) throws {
        let rows = addresses.enumerated().map { "u\($0 + 1),\"\(firstName($0 + 1))\",\"\($1)\"\n" }
        try write("contacts.csv", "userId,firstName,email\n" + rows.joined())
    }

    /// The counts of a campaign's last run; they must add up.
    func counts(_ id: String = "c") throws -> [String: Int] {
        let execution = try json("history", id)["executions"]?[0]
        guard execution?["deliveries"]?.addsUp == true, case .object(let counts)? = execution?["deliveries"] else {
            throw Unbalanced(execution: execution)
        }
        return counts.compactMapValues { $0.number.map { Int($0) } }.filter { $0.value > 0 }
    }

    struct Unbalanced: Error { var execution: JSON? }

    /// Runs a pass in which nobody may be lost, then the ones that retries wait for.
    func runUntilSettled(from hour: Int = 10, environment: [String: String] = [:]) throws {
        for minute in [0, 5, 10, 20] {
            try run(
                "run", "--now", "2026-12-25T\(hour):\(minute < 10 ? "0" : "")\(minute):00Z", environment: environment)
        }
    }
}
