import CampaignModel
import Foundation
import GRDB
import Reconciliation
import ScheduleEngine
import StateStore
import TestSupport
import Testing

/// Whoever only looks takes no lock and changes no byte.
struct StateViewTests {
    private let bench: StateBench

    init() throws { bench = try StateBench() }

    private func lookAtEverything(_ view: StateView) throws -> [CampaignOverview] {
        _ = try view.passMemory()
        _ = try view.files(in: [0])
        _ = try view.diagnostics(unsettledOnly: false)
        _ = try view.allRecords()
        _ = try view.dueRecords(at: monday)
        _ = try view.accepted("daily-tips")
        _ = try view.deletedRecord("daily-tips")
        _ = try view.openRuns()
        _ = try view.history(of: "daily-tips", limit: 10)
        _ = try view.totals(since: monday - .days(1), through: monday)
        return try view.overviews()
    }

    @Test
    func `where there is no file there is no view`() {
        #expect(StateView(path: bench.path) == nil)
    }

    @Test
    func `a look leaves every byte on disk as it is`() throws {
        do { _ = try bench.open().beginRun(pending(3)) }
        let before = try bench.folder.fingerprints()
        let overviews = try lookAtEverything(try #require(StateView(path: bench.path)))
        #expect(overviews.map(\.campaignId) == ["daily-tips"])
        #expect(try bench.folder.fingerprints() == before)
    }

    @Test
    func `a look needs no permission to write`() throws {
        do { _ = try bench.open().beginRun(pending(3)) }
        chmod(bench.path, 0o444)
        chmod(bench.folder.path, 0o555)
        let view = try #require(StateView(path: bench.path))
        let overviews = try asOrdinaryUser { try lookAtEverything(view) }
        #expect(overviews.count == 1)
    }

    @Test
    func `a view sees what a run has stored so far while it is at work, and disturbs nothing`() throws {
        let store = try bench.open()
        let view = try #require(StateView(path: bench.path))
        let run = try store.beginRun(pending(600))
        for number in 1...5 {
            let claimed = try store.claim(run: run, limit: 100, now: monday, marker: nil)
            try store.settle(run: run, claimed.map(sent), now: monday)
            #expect(try view.execution(of: run)?.deliveries.sent == number * 100)
            _ = try lookAtEverything(view)
        }
        #expect(try view.openRuns().map(\.key) == [run])
    }

    @Test
    func `a path with characters that mean something in a URI is just a path`() throws {
        let path = bench.folder.file("100% why?#now &x=1.db")
        do { _ = try StateStore(path: path).beginRun(pending(1)) }
        #expect(try lookAtEverything(try #require(StateView(path: path))).count == 1)
    }

    @Test
    func `what a killed process left in its log is seen, and stays for the next run`() throws {
        let killed = try TemporaryFolder()
        let store = try bench.open()
        let run = try store.beginRun(pending(3))
        // A copy beside the open store is what a process leaves that never closed the file.
        for name in ["state.db", "state.db-wal", "state.db-shm"] {
            try killed.write(try bench.folder.bytes(of: name), to: name)
        }
        let before = try killed.fingerprints()
        #expect(before["state.db-wal"]?.hasPrefix("0 ") == false)
        let view = try #require(StateView(path: killed.file("state.db")))
        #expect(try view.execution(of: run)?.deliveries.audience == 3)
        _ = try lookAtEverything(view)
        // The -shm file is an index that SQLite makes anew at will; what counts is the database and its log.
        let after = try killed.fingerprints()
        #expect(after["state.db"] == before["state.db"])
        #expect(after["state.db-wal"] == before["state.db-wal"])
        let next = try StateStore(path: killed.file("state.db"))
        #expect(try next.execution(of: run)?.deliveries.audience == 3)
    }
}
