import CampaignModel

/// What keeps files of the tree from being taken note of, as far as people are shown it.
struct TreeFaults: Sendable {
    /// The tree itself can't be read: the state file alone says what there is.
    var isUnreadable = false
    var count = 0
    /// The first of them by place.
    var first: [Diagnostic] = []

    private static let most = 10

    init(_ tree: DeclaredTree?) {
        guard let tree else {
            isUnreadable = true
            return
        }
        count = tree.errors.count
        first = Array(tree.errors.prefix(Self.most))
    }
}
