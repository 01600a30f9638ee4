/// Where something stands in its file; both begin at 1.
struct FilePlace {
    var line = 1
    var column = 1
}

/// Where a campaign's file says what other files may contradict.
struct CampaignPlaces {
    /// The campaignId, or the file's beginning.
    var id = FilePlace()
    /// When it runs; the campaignId where the defaults alone say so.
    var time = FilePlace()

    init() {}

    init(_ root: YAMLNode) {
        guard let node = root.value(for: "campaignId") else { return }
        id = FilePlace(node)
        let schedule = root.value(for: "schedule")
        let recurring = schedule?.value(for: "recurring")
        let times: [YAMLNode?] = [
            recurring?.value(for: "timeOfDay"), recurring?.value(for: "expression"), recurring?.value(for: "frequency"),
            schedule?.value(for: "startDateTime"),
        ]
        time = times.compactMap(\.self).first.map(FilePlace.init) ?? id
    }
}

extension FilePlace {
    fileprivate init(_ node: YAMLNode) { self.init(line: Int(node.line), column: Int(node.column)) }
}
