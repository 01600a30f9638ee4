/// Why a channel or a template can't be used.
public enum DeliveryError: Error, Hashable, Sendable {
    case template(id: String, reason: String)
    case templateMissing(id: String)
    case unsupportedChannel(id: String, type: String)
    case outbox(path: String, reason: String)
}

extension DeliveryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .template(let id, let reason): "the template '\(id)' can't be used: \(reason)"
        case .templateMissing(let id): "the template '\(id)' isn't in the declaration of this run"
        case .unsupportedChannel(let id, let type):
            "the channel '\(id)' of type \(type) isn't delivered by this version"
        case .outbox(let path, let reason): "the outbox \(path) can't be written: \(reason)"
        }
    }
}
