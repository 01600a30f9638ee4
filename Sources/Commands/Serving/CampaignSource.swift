import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore
import StatusServer

/// What the endpoint shows, out of the tree and the state file: the documents that `list`, `show`, `history` and `stats`
/// print.
struct CampaignSource: StatusSource {
    let tree: any TreeChoice & Sendable
    let catalog: LiveCatalog
    let totals: RecordedTotals
    let overviews = KeptPages()

    init(_ tree: any TreeChoice & Sendable) {
        self.tree = tree
        catalog = LiveCatalog(tree)
        totals = RecordedTotals(path: tree.statePath)
    }

    /// Reads all there is, so that the first who asks needn't wait for it. What can't be read is said when it is asked for.
    func prepare() { _ = try? catalog.read { $0.count } }

    var folder: String {
        let name = tree.root.split(separator: "/").last { $0 != "." && $0 != ".." }
        return "\(name ?? "campaigns.d")/"
    }

    func campaigns(_ query: ListQuery) throws -> [UInt8] {
        try answering {
            try catalog.read { rows in
                var json = [UInt8(ascii: "[")]
                var passedOver = 0
                var taken = 0
                for index in 0..<rows.count where taken < query.limit {
                    if let type = query.type, rows.type(index) != type { continue }
                    if let status = query.status, rows.status(index) != status { continue }
                    passedOver += 1
                    guard passedOver > query.skip else { continue }
                    if taken > 0 { json.append(UInt8(ascii: ",")) }
                    json += try rows.listed(index)
                    taken += 1
                }
                return json + [UInt8(ascii: "]")]
            }
        }
    }

    func campaign(_ id: String) throws -> [UInt8]? {
        try answering {
            try catalog.read { rows in
                try rows.place(of: id).map { place in
                    let now = rows.now
                    return try rows.look(place) { try $0.whole(now: now) }
                }
            }
        }
    }

    func history(of id: String, limit: Int) throws -> [UInt8]? {
        try answering {
            let (declared, now) = try catalog.read { rows in
                let now = rows.now
                return (rows.place(of: id).map { rows.look($0) { HistoryDocument.Head($0, now: now) } }, now)
            }
            return try StateView.atOneMoment(path: tree.statePath) { recorded in
                let records = try recorded.history(of: id, limit: limit)
                // Deleting a campaign's file keeps its history.
                let deleted = declared == nil && !records.isEmpty ? try recorded.deletedRecord(id) : nil
                guard let head = declared ?? deleted.map(HistoryDocument.Head.init(deleted:)) else { return nil }
                return try JSONOutput.bytes(HistoryDocument(head, records, now: now))
            }
        }
    }

    func statistics(_ period: StatisticsPeriod) throws -> [UInt8] {
        try answering {
            let (count, active, now) = try catalog.read { rows in
                (rows.count, (0..<rows.count).count { rows.status($0) == .active }, rows.now)
            }
            let totals = try totals.totals(of: period.span, now: now)
            return try JSONOutput.bytes(
                StatisticsDocument(totalCampaigns: count, activeCampaigns: active, totals: totals))
        }
    }

    func figures() throws -> StatusFigures {
        try answering {
            let known = StatusFigures(try totals.figures())
            var figures = try catalog.read { rows in
                var figures = known
                for index in 0..<rows.count {
                    figures.count(rows.ids[index], rows.status(index), nextRun: rows.nextRun(index))
                }
                return figures
            }
            figures.stateFileBytes = StateMark.size(path: tree.statePath)
            return figures
        }
    }

    func file(of id: String) throws -> String? {
        try answering {
            try catalog.read { rows in
                rows.place(of: id).map { rows.look($0) { $0.entry.declaration.file } }
            }
        }
    }

    /// Whoever asked is told what is the matter, and the log in which words and paths.
    func answering<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as StateError {
            throw SourceUnavailable(
                code: "STATE_UNAVAILABLE", message: "the state file can't be read at the moment", detail: "\(error)")
        } catch let error as TreeError {
            throw SourceUnavailable(
                code: "TREE_UNAVAILABLE", message: "the tree of campaigns can't be read at the moment",
                detail: "\(error)")
        }
    }
}
