/// What a channel can say of a message that an earlier process had in hand when it ended.
public enum Recovery: Hashable, Sendable {
    case sent
    case neverLeft
    case unknown
}
