/// Why a channel or a template can't be used.
public enum DeliveryError: Error, Hashable, Sendable {
    case template(id: String, reason: String)
    case templateMissing(id: String)
    case outbox(path: String, reason: String)
    /// A secret isn't where the channel says. Never holds the secret.
    case secret(channel: String, reason: String)
    /// A channel's settings can't be used as they are.
    case channel(id: String, reason: String)
}

extension DeliveryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .template(let id, let reason): "the template '\(id)' can't be used: \(reason)"
        case .templateMissing(let id): "the template '\(id)' isn't in the declaration of this run"
        case .secret(let channel, let reason):
            "the channel '\(channel)' lacks its secret: \(reason)"
        case .channel(let id, let reason):
            "the channel '\(id)' can't be used: \(reason)"
        case .outbox(let path, let reason): "the outbox \(path) can't be written: \(reason)"
        }
    }
}
