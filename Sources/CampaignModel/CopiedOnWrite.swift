/// A large value that its copies share until one of them is changed. A campaign is more than a kilobyte with dozens of
/// references: trees of many thousands are passed from hand to hand, and hardly ever is one of them altered.
@propertyWrapper
public struct CopiedOnWrite<Value: Sendable>: @unchecked Sendable {
    // Written to only by whoever alone holds it.
    private final class Box {
        var value: Value

        init(_ value: Value) { self.value = value }
    }

    private var box: Box

    public init(wrappedValue: Value) { box = Box(wrappedValue) }

    public var wrappedValue: Value {
        _read { yield box.value }
        _modify {
            if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
            yield &box.value
        }
    }
}

extension CopiedOnWrite: Equatable where Value: Equatable {
    public static func == (a: CopiedOnWrite, b: CopiedOnWrite) -> Bool { a.box === b.box || a.box.value == b.box.value }
}

extension CopiedOnWrite: Hashable where Value: Hashable {
    public func hash(into hasher: inout Hasher) { box.value.hash(into: &hasher) }
}

// Encoded as the value alone.

extension CopiedOnWrite: Encodable where Value: Encodable {
    public func encode(to encoder: any Encoder) throws { try box.value.encode(to: encoder) }
}

extension CopiedOnWrite: Decodable where Value: Decodable {
    public init(from decoder: any Decoder) throws { self.init(wrappedValue: try Value(from: decoder)) }
}
