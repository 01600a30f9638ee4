import ScheduleEngine

/// Who receives a campaign.
public struct TargetAudience: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case all, segment, dynamic, individual
    }
    public var type: Kind
    public var segmentId: String?
    public var dynamicCriteria: [String: JSONValue]?
    public var userIds: [String]?
    /// Segments left out.
    public var exclude: [String]?
    /// Percent that never gets this campaign, 0 ..< 100.
    public var holdout: Double?
    public var `guard`: AudienceGuard?

    public init(
        type: Kind, segmentId: String? = nil, dynamicCriteria: [String: JSONValue]? = nil, userIds: [String]? = nil,
        exclude: [String]? = nil, holdout: Double? = nil, guard: AudienceGuard? = nil
    ) {
        self.type = type
        self.segmentId = segmentId
        self.dynamicCriteria = dynamicCriteria
        self.userIds = userIds
        self.exclude = exclude
        self.holdout = holdout
        self.guard = `guard`
    }
}

/// Where contacts are read from.
public struct ContactSource: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case csv, jsonl, sqlite, command
    }
    public var type: Kind
    /// csv, jsonl, sqlite: a file; relative paths begin at the tree's root.
    public var path: String?
    public var query: String?
    public var argv: [String]?
    /// The field that is the recipient's id.
    public var id: String
    /// Narrows the source; as `dynamicCriteria`.
    public var match: [String: JSONValue]?

    public init(
        type: Kind, path: String? = nil, query: String? = nil, argv: [String]? = nil, id: String,
        match: [String: JSONValue]? = nil
    ) {
        self.type = type
        self.path = path
        self.query = query
        self.argv = argv
        self.id = id
        self.match = match
    }
}
