import CampaignModel

/// What an edit of a campaign's status makes of its file.
struct StatusEdit: Equatable {
    /// The whole file.
    var bytes: [UInt8]
    /// Of the status, from 1; nil where the file has none and needs none.
    var line: Int?
    /// What was in force: where the file said nothing, what it took over.
    var before: DeclaredStatus
    /// Whether the file says something that it didn't say at all.
    var isAdded: Bool
    var isChanged: Bool
}

/// Why a file can't be edited without risk to what else it says.
struct StatusRefusal: Error, Equatable {
    /// From 1; nil where it is about the file as a whole.
    var line: Int?
    /// Goes on after "it is left as it is: ".
    var reason: String
}
