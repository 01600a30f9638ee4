/// Which of its two instants a local time that happens twice means.
public enum OverlapPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    case first, second, both
}
