import Foundation
import Glibc

extension Site {
    /// A tree whose campaign `c` goes to u1 … un through this program, which stands at the tree's root.
    /// - Parameters:
    ///   - channel: more fields of the channel.
    ///   - extra: more fields of the campaign.
    static func handing(
        _ count: Int, to program: String, channel: String = "", extra: String = ""
    ) throws -> Site {
        let site = try Site()
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.writeContacts(count)
        try site.write("channels/mine.yaml", "{ type: command, argv: [./deliver, 'two words']\(channel) }\n")
        try site.write("templates/t.mustache", "Hello {{firstName}}")
        try site.write(
            "c.yaml",
            """
            campaignId: c
            type: one-time
            schedule: { startDateTime: 2026-12-25T10:00:00Z }
            targetAudience: { type: all }
            messageConfig: { channel: mine, templateId: t, personalization: { fields: [firstName] } }
            \(extra)
            """)
        try site.write("deliver", program)
        chmod(site.tree + "/deliver", 0o755)
        return site
    }

    /// The lines of a file of the tree's root; none where there is no such file.
    func lines(_ name: String) -> [String] {
        let bytes = FileManager.default.contents(atPath: "\(tree)/\(name)") ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Of messages that a program wrote down as they came: the idempotency keys by recipient, in their order.
    func keys(_ name: String) throws -> [String: [String]] {
        var keys: [String: [String]] = [:]
        for line in lines(name) {
            let message = try JSON(line)
            keys[message["recipientId"]?.text ?? "", default: []].append(message["idempotencyKey"]?.text ?? "")
        }
        return keys
    }
}
