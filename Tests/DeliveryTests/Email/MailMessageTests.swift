import CampaignModel
@testable import Delivery
import Foundation
import ScheduleEngine
import TestSupport
import Testing

@Suite struct MailMessageTests {
    private func mail(
        subject: String? = "Hi", text: String? = nil, html: String? = nil, unsubscribe: String? = nil,
        from: String = "News <news@example.com>", date: String = "2026-06-01T09:05:07Z"
    ) throws -> String {
        let message = Message(
            idempotencyKey: "0123abcd", campaignId: "c", scheduledFor: at("2026-06-01T09:00:00Z"), recipientId: "u1",
            address: "u1@example.org", variation: nil, templateId: "t", subject: subject, text: text, html: html,
            listUnsubscribe: unsubscribe)
        let mail = MailMessage(
            message, from: try #require(MailAddress(from)), to: try #require(MailAddress(message.address)),
            date: at(date))
        return String(decoding: mail.bytes, as: UTF8.self)
    }

    @Test func `a text is a mail of one part`() throws {
        let expected = """
            Date: Mon, 1 Jun 2026 09:05:07 +0000
            From: "News" <news@example.com>
            To: u1@example.org
            Subject: Hi
            Message-ID: <0123abcd@example.com>
            MIME-Version: 1.0
            Auto-Submitted: auto-generated
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Zo=C3=AB =3D 1

            """.replacing("\n", with: "\r\n")
        #expect(try mail(text: "Zoë = 1\n") == expected)
    }

    @Test func `html alone is a mail of one part`() throws {
        let mail = try mail(html: "<p>x</p>")
        #expect(mail.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"))
        #expect(mail.hasSuffix("\r\n\r\n<p>x</p>\r\n"))
    }

    @Test(arguments: [
        ("<https://example.com/u>", true), ("<mailto:u@example.com>", false),
        ("<mailto:u@example.com>, <https://example.com/u>", true), ("<http://example.com/u>", false),
    ])
    func `how to unsubscribe is said, and by one press where that goes over HTTPS`(list: String, isOneClick: Bool)
        throws
    {
        let mail = try mail(text: "x", unsubscribe: list)
        #expect(mail.contains("\r\nList-Unsubscribe: \(list)\r\n"))
        #expect(mail.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n") == isOneClick)
    }

    @Test func `without a way to unsubscribe nothing is said of it`() throws {
        #expect(try !mail(text: "x").contains("List-"))
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", "Thu, 1 Jan 1970 00:00:00 +0000"),
        ("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 +0000"),
        ("2027-12-31T12:00:00Z", "Fri, 31 Dec 2027 12:00:00 +0000"),
    ])
    func `the date is a mail's`(instant: String, text: String) throws {
        #expect(try mail(text: "x", date: instant).hasPrefix("Date: \(text)\r\n"))
    }

    private static let reader = """
        import email, email.policy, json, sys
        mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.SMTP)
        parts = [part for part in mail.walk() if not part.is_multipart()]
        print(json.dumps({
            "subject": mail["Subject"], "name": mail["From"].addresses[0].display_name,
            "from": mail["From"].addresses[0].addr_spec, "date": mail["Date"].datetime.isoformat(),
            "kinds": [mail.get_content_type()] + [part.get_content_type() for part in parts],
            "bodies": [part.get_content() for part in parts],
            "defects": [str(defect) for part in mail.walk() for defect in part.defects],
        }))
        """

    private struct Reading: Decodable {
        var subject, name, from, date: String
        var kinds, bodies, defects: [String]
    }

    private func read(_ mail: String) throws -> Reading {
        let folder = try TemporaryFolder()
        let path = try folder.write(mail, to: "mail")
        let result = try ChildProcess(
            "/usr/bin/env", ["python3", "-c", Self.reader, path], environment: ["PATH": "/usr/bin:/bin"]
        )
        .finish()
        try #require(result.code == 0, "\(result.error)")
        return try JSONDecoder().decode(Reading.self, from: Data(result.output.utf8))
    }

    @Test func `another reader of mail finds all of it as it was`() throws {
        let subject = String(repeating: "Grüße aus Köln ", count: 12) + "👋"
        let text = "Zoë,\n\n.\n..dots\nFrom here " + String(repeating: "weiter ", count: 30) + "\t \n=\n--=_0123abcd-\n"
        let html = "<p style=\"color: red\">Zoë</p>\n"
        let read = try read(
            mail(
                subject: subject, text: text, html: html, unsubscribe: "<https://example.com/ü>",
                from: "Jörg \"N\" <j@example.com>"))
        #expect(read.defects == [])
        #expect(read.subject == subject)
        #expect(read.name == "Jörg \"N\"")
        #expect(read.from == "j@example.com")
        #expect(read.date == "2026-06-01T09:05:07+00:00")
        #expect(read.kinds == ["multipart/alternative", "text/plain", "text/html"])
        // The line break before a boundary is the boundary's.
        #expect(read.bodies.map { $0.replacing("\r\n", with: "\n") + "\n" } == [text, html])
    }

    @Test func `nothing that a contact's field holds can become a header or a body`() throws {
        let evil = "x\r\nBcc: victim@example.com\r\n\r\nbody\n\n.\r\nMAIL FROM:<a@b>"
        let mail = try mail(
            subject: evil, text: evil, unsubscribe: "<https://example.com/\(evil)>", from: "News <n@example.com>")
        let head = try #require(mail.split(separator: "\r\n\r\n", maxSplits: 1).first)
        let names = head.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted", "List-Unsubscribe",
                "List-Unsubscribe-Post", "Content-Type", "Content-Transfer-Encoding",
            ])
    }
}
