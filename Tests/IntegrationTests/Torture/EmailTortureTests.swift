import Foundation
import Testing

@Suite(.enabled(if: MailServer.isInstalled, "apt-get install python3-aiosmtpd"))
struct EmailTortureTests {
    private static let people = 250
    private static let concurrency = 6

    @Test func `whatever is killed when, nobody gets a mail twice, and at most those in flight are uncertain`() throws {
        var torture = KilledRuns(usually: 6, of: "mail")
        let seed = Torture.seed
        let server = try MailServer(["delay": 0.01])
        var round = 0
        let site = try Site.mailing(to: [], server: server, channel: ", concurrency: \(Self.concurrency)")
        try torture.perform(
            on: site, arguments: { ["run", "--now", "2026-12-25T10:00:00Z"] },
            renew: {
                round += 1
                server.forget()
                try? FileManager.default.removeItem(atPath: site.stateFolder)
                try site.writeAddresses((1...Self.people).map { "r\(round).u\($0)@example.com" })
            },
            check: { hits, isOver in
                let mails = try server.mails().filter { $0.key.hasPrefix("r\(round).") }
                #expect(mails.values.allSatisfy { $0 == 1 }, "seed \(seed): \(mails.filter { $0.value > 1 })")
                // A pass that was killed early has no run yet.
                guard let counts = try? site.counts(), let audience = counts["audience"] else { return }
                #expect(audience == Self.people)
                let (sent, uncertain) = (counts["sent"] ?? 0, counts["uncertain"] ?? 0)
                #expect(uncertain <= hits * Self.concurrency, "seed \(seed): \(counts)")
                #expect(sent <= mails.count && counts["failed"] == nil, "seed \(seed): \(counts)")
                if isOver {
                    #expect(sent + uncertain == Self.people, "seed \(seed): \(counts)")
                    #expect(mails.count <= Self.people && mails.count >= sent)
                }
            })
    }
}
