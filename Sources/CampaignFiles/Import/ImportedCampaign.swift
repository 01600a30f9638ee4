/// One campaign of a response of the reference API, as a file of the tree.
public struct ImportedCampaign: Hashable, Sendable {
    public var campaignId: String
    /// The whole file, YAML.
    public var content: String
    /// Fields that the server keeps for itself, such as `execution`.
    public var serverFields: [String]
    /// Fields that mean nothing here.
    public var unknownFields: [String]
    /// What somebody should know of what became of it; sentences without a full stop.
    public var notes: [String]

    public var file: String { "\(campaignId).yaml" }
}

/// Why one of several campaigns can't be imported.
public struct ImportRefusal: Hashable, Sendable, Error {
    /// Nil where it has none that can be one.
    public var campaignId: String?
    /// A sentence without a full stop.
    public var reason: String
}
