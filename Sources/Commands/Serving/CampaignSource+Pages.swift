import CampaignModel
import StateStore
import StatusPages
import StatusServer

extension CampaignSource {
    func page(at path: String, skip: Int) throws -> StatusPage? {
        try answering {
            func make() throws -> String? { try withPages { try $0.page(at: path, skip: skip) } }
            let html = path == "/" ? try overviews.page(skip: skip, make) : try make()
            return html.map { StatusPage(html: $0, policy: ContentSecurityPolicy.value) }
        }
    }

    /// The pages as they are at one moment.
    func withPages<Value>(_ body: (PageView) throws -> Value) throws -> Value {
        let (index, faults, facts) = try catalog.read { [tree] rows in
            let facts = PassFacts.looking(tree, at: rows.now, zones: rows.zones)
            return (PageView.Index(&rows), rows.faults, facts)
        }
        return try StateView.atOneMoment(path: tree.statePath) { recorded in
            try body(
                PageView(
                    facts: facts, recorded: recorded, index: index, faults: faults, entries: catalog.entries,
                    totals: { try totals.totals(of: $0, now: facts.now) }))
        }
    }
}
