/// Which recipients there have been, told apart by the bytes of their ids, as the ledger does: two spellings of one letter
/// are two recipients there. Sixteen bytes each, however long an id is; that two ids agree in 128 bits of SHA-256 doesn't
/// happen.
public struct RecipientSet: Sendable {
    private var marks: Set<UInt128> = []

    public init() {}

    /// False for an id that was there already.
    public mutating func insert(_ id: String) -> Bool { marks.insert(StableHash.mark("recipient", id)).inserted }
}
