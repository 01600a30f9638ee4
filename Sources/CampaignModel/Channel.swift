import ScheduleEngine

/// A file of `channels/`: how messages leave. Secrets are references, never values.
public struct ChannelDeclaration: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case outbox, webhook, telegram, email, command
    }
    /// The file's name; `outbox` for the built-in one.
    public var id: String
    public var type: Kind
    /// outbox: the folder; where left out, `outbox/` beside the state file.
    public var path: String?
    public var url: String?
    public var headers: [String: String]?
    public var signingSecret: SecretReference?
    public var token: SecretReference?
    public var baseURL: String?
    public var parseMode: Template.ParseMode?
    public var server: String?
    public var username: String?
    public var password: SecretReference?
    public var from: String?
    public var requireTLS: Bool?
    public var argv: [String]?
    public var timeout: TimeSpan?
    /// Messages in flight at once; 1 or more.
    public var concurrency: Int?
    public var messagesPerSecond: Double?

    public init(id: String, type: Kind) {
        self.id = id
        self.type = type
    }

    /// At most so many messages a second, over all campaigns of the channel; nil: no limit. The Bot API allows about 30.
    public var pace: Double? { messagesPerSecond ?? (type == .telegram ? 30 : nil) }

    /// What a campaign uses that names no channel.
    public static let builtInOutbox = ChannelDeclaration(id: "outbox", type: .outbox)
}

/// Where a secret is to be read when it is needed.
public enum SecretReference: Codable, Hashable, Sendable {
    /// A variable of the environment.
    case env(String)
    case file(String)
    /// A file in systemd's credentials directory.
    case credential(String)

    private enum Key: String, CodingKey { case env, file, credential }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .env) {
            self = .env(name)
        } else if let path = try container.decodeIfPresent(String.self, forKey: .file) {
            self = .file(path)
        } else {
            self = .credential(try container.decode(String.self, forKey: .credential))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .env(let name): try container.encode(name, forKey: .env)
        case .file(let path): try container.encode(path, forKey: .file)
        case .credential(let name): try container.encode(name, forKey: .credential)
        }
    }
}
