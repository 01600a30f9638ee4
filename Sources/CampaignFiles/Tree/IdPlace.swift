/// Where a campaignId stands in its file; both begin at 1.
struct IdPlace {
    var line: Int
    var column: Int
}
