import ArgumentParser
import CampaignFiles
import ScheduleEngine
import StateStore

extension CompletionKind {
    /// The ids of the tree that `--config` names among the words typed so far, or of the usual one.
    static let campaignId = CompletionKind.custom { words, _, _ in
        let choice = TypedTree(words)
        // Who only wants to complete a word is told of no fault.
        guard let scan = try? TreeScanner.scan(root: choice.root), let nothing = try? StateKnowledge(NothingRecorded())
        else { return [] }
        let reading = TreeReader(scan: scan, zones: choice.zones, now: choice.moment(), knowledge: nothing).readAll()
        return reading.files.filter(\.isCampaignFile).compactMap(\.campaignId).sorted()
    }
}

/// The tree as a command that isn't typed to its end names it.
private struct TypedTree: TreeChoice {
    let config: String?
    let state: String? = nil
    let now: Instant? = nil

    init(_ words: [String]) {
        let place = words.lastIndex(of: "--config").map { words.index(after: $0) }
        config = place.flatMap { words.indices.contains($0) ? words[$0] : nil }
    }
}
