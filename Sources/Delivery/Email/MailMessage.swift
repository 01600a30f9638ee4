import CampaignModel
import ScheduleEngine

/// A message as mail (RFC 5322, RFC 2045): text, HTML, or both as alternatives.
struct MailMessage {
    private let message: Message
    private let from: MailAddress
    private let to: MailAddress
    private let date: Instant

    init(_ message: Message, from: MailAddress, to: MailAddress, date: Instant) {
        self.message = message
        self.from = from
        self.to = to
        self.date = date
    }

    /// The whole of it, with CRLF at each line's end.
    var bytes: [UInt8] {
        var lines = [
            "Date: \(Self.text(of: date))",
            "From: \(MailHeader.mailbox(from))",
            "To: \(to.address)",
            "Subject: \(MailHeader.text(message.subject ?? ""))",
            // The same for each try: a server that keeps what it has seen folds what comes twice.
            "Message-ID: <\(message.idempotencyKey)@\(from.domain)>",
            "MIME-Version: 1.0",
            // Out-of-office answers would go to the sender (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribe = message.listUnsubscribe {
            lines.append("List-Unsubscribe: \(MailHeader.addresses(unsubscribe))")
            // RFC 8058: a mail program may then unsubscribe with one press.
            if unsubscribe.contains("<https:") { lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click") }
        }
        switch (message.text, message.html) {
        case (let text?, let html?):
            // Of the key, which no text contains by chance.
            let boundary = "=_\(message.idempotencyKey)"
            lines.append("Content-Type: multipart/alternative; boundary=\"\(boundary)\"")
            return Self.join(lines) + Self.part(text, "plain", after: boundary)
                + Self.part(html, "html", after: boundary)
                + Array("--\(boundary)--\r\n".utf8)
        case (let text, let html):
            return Self.join(lines + Self.kind(html == nil ? "plain" : "html"))
                + QuotedPrintable.encode(html ?? text ?? "")
        }
    }

    private static func part(_ text: String, _ kind: String, after boundary: String) -> [UInt8] {
        join(["--\(boundary)"] + Self.kind(kind)) + QuotedPrintable.encode(text)
    }

    private static func kind(_ kind: String) -> [String] {
        ["Content-Type: text/\(kind); charset=utf-8", "Content-Transfer-Encoding: quoted-printable"]
    }

    /// Header lines, and the empty line behind them.
    private static func join(_ lines: [String]) -> [UInt8] { Array((lines + ["", ""]).joined(separator: "\r\n").utf8) }

    /// `Mon, 17 Jun 2024 14:00:00 +0000`.
    private static func text(of instant: Instant) -> String {
        let text = instant.rfc3339()
        let second = (instant.seconds % 86_400 + 86_400) % 86_400
        let date = CivilDate(days: (instant.seconds - second) / 86_400)
        let (year, month, day) = date.components
        let time = text.dropFirst(11).prefix(8)
        return "\(EnglishNames.weekdays[date.weekday]), \(day) \(EnglishNames.months[month - 1]) \(year) \(time) +0000"
    }
}
