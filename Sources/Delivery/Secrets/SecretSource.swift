import CampaignModel
import Glibc

/// Reads secrets where the tree says they are, when they are needed. What it throws names the place and never the value.
public struct SecretSource: Sendable {
    private let variable: @Sendable (String) -> String?
    /// Where systemd puts credentials (`$CREDENTIALS_DIRECTORY`).
    private let credentials: String?

    /// A longer file is no secret, but a mistake.
    private static let longest = 65_536

    /// - Parameter variable: a variable of the environment.
    public init(variable: @escaping @Sendable (String) -> String?) {
        self.variable = variable
        credentials = variable("CREDENTIALS_DIRECTORY")
    }

    /// - Throws: `DeliveryError.secret`.
    func read(_ reference: SecretReference, channel: String) throws -> String {
        switch reference {
        case .env(let name):
            guard let value = variable(name) else {
                throw DeliveryError.secret(channel: channel, reason: "the variable \(name) isn't set")
            }
            return value
        case .file(let path):
            return try contents(of: path, channel: channel)
        case .credential(let name):
            guard let credentials else {
                throw DeliveryError.secret(
                    channel: channel,
                    reason: "the credential '\(name)' is systemd's to hand over (LoadCredential=), and "
                        + "CREDENTIALS_DIRECTORY isn't set")
            }
            guard !name.contains("/"), name != "..", !name.isEmpty else {
                throw DeliveryError.secret(channel: channel, reason: "'\(name)' is no name of a credential")
            }
            return try contents(of: "\(credentials)/\(name)", channel: channel)
        }
    }

    /// Without the line feed that editors and `echo` leave at the end.
    private func contents(of path: String, channel: String) throws -> String {
        func failure(_ reason: String) -> DeliveryError { .secret(channel: channel, reason: "\(path): \(reason)") }
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(String(cString: strerror(errno))) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Self.longest + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            guard count >= 0 else { throw failure(String(cString: strerror(errno))) }
            if count == 0 { break }
            filled += count
        }
        guard filled <= Self.longest else { throw failure("it is longer than a secret can be") }
        while filled > 0, bytes[filled - 1] == UInt8(ascii: "\n") || bytes[filled - 1] == UInt8(ascii: "\r") {
            filled -= 1
        }
        guard let text = String(validating: bytes.prefix(filled), as: UTF8.self) else {
            throw failure("it isn't UTF-8")
        }
        guard !text.isEmpty else { throw failure("it is empty") }
        return text
    }
}
