import CampaignModel
import StateStore
import StatusPages
import StatusServer

extension CampaignSource {
    func page(at path: String, skip: Int) throws -> StatusPage? {
        try answering {
            try pageView().page(at: path, skip: skip).map { StatusPage(html: $0, policy: ContentSecurityPolicy.value) }
        }
    }

    func pageView() throws -> PageView {
        try catalog.read { [catalog, totals, tree, recorded] rows in
            let now = rows.now
            let facts = PassFacts(
                root: tree.root, now: now, wallClock: now, only: nil, allowsMassRemoval: false, zones: rows.zones)
            return PageView(
                facts: facts, recorded: recorded, rows: (0..<rows.count).map { rows.look($0, PageView.Row.init) },
                faults: rows.faults, entries: { try catalog.entries($0) },
                totals: { try totals.totals(of: $0, now: now) })
        }
    }
}
