import Foundation
import TestSupport
import Testing

/// The built command and an SMTP server.
@Suite(.enabled(if: MailServer.isInstalled, "apt-get install python3-aiosmtpd"))
struct EmailTests {
    private static let now = "2026-12-25T10:00:00Z"

    private func sound(_ count: Int) -> [String] { (1...count).map { "u\($0)@example.com" } }

    @Test func `each answer of a server has its outcome, and nobody gets a mail twice`() throws {
        let server = try MailServer()
        let odd = [
            "rcpt-550.x", "rcpt-551.x", "rcpt-553.x", "rcpt-552.x", "data-554.x", "end-554.x", "rcpt-450.x",
            "data-451.x",
            "end-451.x", "data-close.x", "body-close.x", "end-close.x", "end-reset.x", "first.rcpt-450.x",
            "first.end-451.x",
        ].map { "\($0)@example.com" }
        let site = try Site.mailing(to: odd + ["", "nobody"] + sound(60), server: server)
        #expect(try site.run("run", "--now", Self.now).code == 0)
        // Six refused for good and two without an address; six that may yet succeed. Where the server hangs up in a body,
        // all of a short one has gone.
        #expect(try site.counts() == ["audience": 77, "failed": 8, "pending": 6, "uncertain": 3, "sent": 60])
        let connections = try server.events("connect").count
        #expect(connections <= 8 + 14, "used again but for those that failed: \(connections)")

        try site.runUntilSettled()
        #expect(try site.counts() == ["audience": 77, "failed": 12, "uncertain": 3, "sent": 62])
        let mails = try server.mails()
        #expect(mails.values.allSatisfy { $0 == 1 }, "\(mails)")
        #expect(Set(mails.keys) == Set(sound(60) + odd.suffix(4)))
        let execution = try site.json("history", "c")["executions"]?[0]
        #expect(execution?["messagesSent"] == 75 && execution?["errors"] == 12 && execution?["status"] == "partial")
    }

    @Test func `a message that was taken without an answer is sent again only where the campaign wants it`() throws {
        let server = try MailServer()
        let site = try Site.mailing(
            to: ["first.end-close.x@example.com"], server: server, extra: "deliverySettings: { onUncertain: resend }")
        try site.runUntilSettled()
        let mails = try server.events("mail").compactMap { $0["content"]?.text }
        #expect(mails.count == 2)
        let ids = Set(mails.compactMap { $0.firstMatch(of: /Message-ID: <[0-9a-f]{32}@example\.com>/)?.output })
        #expect(ids.count == 1, "the same for each try")
        #expect(try site.counts() == ["audience": 1, "sent": 1])
    }

    @Test func `a server that hangs up in the middle of a mail hasn't taken it`() throws {
        let server = try MailServer()
        let site = try Site.mailing(to: ["first.body-close.x@example.com"], server: server)
        // Longer than both sides' buffers can hold, or all of it is gone before the server hangs up.
        try site.writeAddresses(["first.body-close.x@example.com"]) { _ in String(repeating: "ü", count: 20_000) }
        let text = String(repeating: "{{firstName}}\\n", count: 200)
        try site.write("templates/mail.yaml", "{ subject: Hi, text: \"\(text)\" }\n")
        #expect(try site.run("run", "--now", Self.now).code == 0)
        #expect(try site.counts() == ["audience": 1, "pending": 1])
        try site.runUntilSettled()
        #expect(try site.counts() == ["audience": 1, "sent": 1])
    }

    @Test func `a server that never answers is given up after the channel's time-out`() throws {
        let server = try MailServer()
        let site = try Site.mailing(to: ["end-hang.x@example.com"] + sound(3), server: server, channel: ", timeout: 1s")
        #expect(try site.run("run", "--now", Self.now).code == 1)
        #expect(try site.counts() == ["audience": 4, "uncertain": 1, "sent": 3])
    }

    @Test func `a server that doesn't answer to a goodbye holds nobody up`() throws {
        let server = try MailServer(["starve": true])
        let site = try Site.mailing(
            to: ["rcpt-450.x@example.com", "rcpt-550.x@example.com"] + sound(20), server: server)
        let time = try ContinuousClock().measure { try site.run("run", "--now", Self.now) }
        #expect(time < .seconds(15))
        #expect(try site.counts() == ["audience": 22, "failed": 1, "pending": 1, "sent": 20])
    }

    @Test func `a slow server is spoken to over as many connections as the channel may have`() throws {
        let server = try MailServer(["delay": 0.05])
        let site = try Site.mailing(to: sound(60), server: server, channel: ", concurrency: 12")
        let time = try ContinuousClock().measure { try site.run("run", "--now", Self.now) }
        #expect(time < .seconds(3), "one after the other they take 3 s")
        #expect(try server.events("connect").count == 12)
        #expect(try site.counts() == ["audience": 60, "sent": 60])
    }

    @Test func `where no server listens, nothing has left and all is tried again`() throws {
        let site = try Site.mailing(to: sound(2), server: MailServer())
        #expect(try site.run("run", "--now", Self.now).code == 0)
        #expect(try site.counts() == ["audience": 2, "pending": 2])
        try site.runUntilSettled()
        #expect(try site.counts() == ["audience": 2, "failed": 2])
    }

    @Test func `a sender that is refused stops the slice, and nobody has failed`() throws {
        let server = try MailServer(["sender": "550"])
        let site = try Site.mailing(to: sound(30), server: server)
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.output.contains("refuses the sender: 550 scripted answer"), "\(result.output)")
        #expect(try site.counts() == ["audience": 30, "pending": 30])
    }

    @Test func `a refused recipient is remembered by address, and one that was put right gets the next mail`() throws {
        let server = try MailServer()
        let odd = ["rcpt-550.x", "rcpt-551.x", "rcpt-553.x", "rcpt-552.x", "data-550.x", "end-550.x"].map {
            "\($0)@example.com"
        }
        let site = try Site.mailing(to: odd + sound(1), server: server)
        #expect(try site.run("run", "--now", Self.now).code == 1)
        #expect(try site.counts() == ["audience": 7, "failed": 6, "sent": 1])

        try site.writeAddresses(["right@example.com"] + odd.dropFirst() + sound(1))
        try site.writeMailing("d", at: "2026-12-25T11:00:00Z")
        try site.run("run", "--now", "2026-12-25T11:00:00Z")
        #expect(try site.counts("d") == ["audience": 7, "suppressed": 2, "failed": 3, "sent": 2])
        #expect(try server.mails()["right@example.com"] == 1)
    }

    @Test func `nothing that a contact's fields hold reaches the conversation or the headers`() throws {
        let server = try MailServer()
        let addresses = [
            "u1@example.com", "a@example.com\r\nRCPT TO:<victim@example.com>", "a@example.com> <victim@example.com",
        ]
        let site = try Site.mailing(to: addresses, server: server)
        try site.writeAddresses(addresses) { _ in
            "x\r\nBcc: victim@example.com\r\n\r\n.\r\nMAIL FROM:<victim@example.com>\r\n"
        }
        #expect(try site.run("run", "--now", Self.now).code == 1)
        #expect(try site.counts() == ["audience": 3, "failed": 2, "sent": 1])
        #expect(try server.events("recipient").map { $0["address"]?.text } == ["u1@example.com"])
        let mail = try #require(server.events("mail").first?["content"]?.text)
        let head = try #require(mail.split(separator: "\r\n\r\n").first)
        #expect(!head.split(separator: "\r\n").contains { $0.hasPrefix("Bcc") || $0.hasPrefix("MAIL") }, "\(head)")
        #expect(mail.contains("\r\n.\r\n"), "a line of one dot is the mail's, and not its end")
    }
}
