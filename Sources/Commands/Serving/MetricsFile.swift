import CampaignFiles
import Glibc
import Reconciliation
import StateStore
import StatusServer

/// A file that Prometheus' node exporter picks up (its textfile collector reads `*.prom`).
struct MetricsFile {
    let path: String

    /// Whoever reads sees the old file or the new one, never half of one. What goes wrong is said and is no failure of the
    /// pass: that the file gets old is what an alert is for.
    func write(facts: PassFacts, recorded: any RecordedState, statePath: String) {
        do {
            let text = MetricsText.render(try figures(facts, recorded, statePath: statePath))
            try replace(with: Array(text.utf8))
        } catch {
            StandardError.write("campanile: the metrics were not written to \(path): \(error)\n")
        }
    }

    private func figures(_ facts: PassFacts, _ recorded: any RecordedState, statePath: String) throws -> StatusFigures {
        var figures = StatusFigures(try recorded.figures())
        figures.stateFileBytes = StateMark.size(path: statePath)
        let scan = try? TreeScanner.scan(root: facts.root)
        let tree = try scan.map { try DeclaredTree($0, facts: facts, recorded: recorded, takesAllAsTried: true) }
        let catalog = CampaignCatalog(facts: facts, recorded: recorded)
        for entry in try catalog.entries(tree: tree, overviews: recorded.overviews()) {
            let next = entry.nextRun(now: facts.now, zones: facts.zones)
            figures.count(
                entry.declaration.campaign.campaignId, entry.status(now: facts.now, nextRun: next), nextRun: next)
        }
        return figures
    }

    private struct NotWritten: Error, CustomStringConvertible {
        let description = String(cString: strerror(errno))
    }

    private func replace(with bytes: [UInt8]) throws {
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw NotWritten() }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw abandoned(temporary) }
            rest = rest.dropFirst(count)
        }
        // The exporter is another user, and figures are no secret.
        guard fchmod(descriptor, 0o644) == 0, rename(temporary, path) == 0 else { throw abandoned(temporary) }
    }

    private func abandoned(_ temporary: String) -> NotWritten {
        let reason = NotWritten()
        unlink(temporary)
        return reason
    }
}
