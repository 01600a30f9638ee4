/// Why no message can be made for a recipient.
public struct CompositionFailure: Error, Hashable, Sendable {
    public var reason: String

    public init(reason: String) { self.reason = reason }
}
