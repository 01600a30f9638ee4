import CampaignModel

/// What is wrong with a file before anybody asks what it means.
struct YAMLFault: Error, Equatable {
    var code: Diagnostic.Code
    var message: String
    var line: Int
    var column: Int
    var hint: String

    static func tooLarge() -> YAMLFault {
        YAMLFault(
            code: .limitExceeded, message: "the file is larger than 1 MiB", line: 1, column: 1,
            hint: "split it; contacts belong into a data source, not into the tree")
    }
}
