/// What keeps a run from going on, beside what the ledger, the sources and the channels say.
public enum RunnerError: Error, Hashable, Sendable {
    case declarationLost
    /// Nothing can leave now; the next pass tries again.
    case channelUnavailable(reason: String)
}

extension RunnerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .declarationLost: "the state file no longer holds the declaration of this run"
        case .channelUnavailable(let reason): reason
        }
    }
}

/// The ledger itself failed: the pass ends, and the next one goes on from what is on disk. Any other error concerns one
/// run alone.
public protocol LedgerFailure: Error {}
