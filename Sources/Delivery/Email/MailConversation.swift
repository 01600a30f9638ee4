/// How far a mail has come with a server, followed by what both sides say: what a broken connection means depends on it.
struct MailConversation {
    /// The last thing that was asked for (RFC 5321 §4.1.1).
    enum Stage: Hashable {
        /// Connecting, greeting, encryption, login.
        case session
        case sender, recipient, data
        /// The body is on its way.
        case body
        /// All of the body has gone: from here on the server may have taken it.
        case handedOver
    }
    private(set) var stage = Stage.session
    /// The code of the answer to it; nil as long as there is none.
    private(set) var code: Int?
    /// That answer's text.
    private(set) var text = ""
    /// We have said goodbye, which libcurl does within a mail that failed: what follows says nothing of the mail.
    private(set) var isOver = false

    /// A command that was sent. Of a login nothing is kept.
    mutating func say(_ command: some Collection<UInt8>) {
        let verb = String(decoding: command.prefix(9), as: UTF8.self).uppercased()
        if verb.hasPrefix("MAIL FROM") {
            advance(to: .sender)
        } else if verb.hasPrefix("RCPT TO") {
            advance(to: .recipient)
        } else if verb.hasPrefix("DATA") {
            advance(to: .data)
        } else if verb.hasPrefix("QUIT") {
            isOver = true
        }
    }

    /// A line that the server sent.
    mutating func hear(_ line: some Collection<UInt8>) {
        let line = String(decoding: line.prefix(200), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        guard !isOver, let code = Int(line.prefix(3)), (200...599).contains(code) else { return }
        self.code = code
        text = String(line)
        if stage == .data, code == 354 { advance(to: .body) }
    }

    mutating func handOver() { advance(to: .handedOver) }

    private mutating func advance(to stage: Stage) {
        self.stage = stage
        code = nil
        text = ""
    }
}
