import CampaignModel
import Reconciliation
import ScheduleEngine
import Spool
import StateStore

/// Takes what waits in the spool folder into the state file: each event once, whatever is killed when.
///
/// The order is what makes it so: lines that are no events are on disk in `rejected/` before anything says that they are
/// taken; events are in the state file before their file goes; and a file that is taken again, since a crash came between,
/// brings nothing new, for the ids are known.
final class EventIntake {
    /// What came of taking.
    struct Count: Hashable {
        var taken = 0
        /// Taken before.
        var known = 0
        var rejected = 0
    }

    private(set) var count = Count()
    /// What somebody should see to, as sentences; each file once in a pass.
    private(set) var remarks: [String] = []
    /// Files that can't be taken are left, and events in them wait.
    private(set) var hasTroubles = false
    /// More waits than was taken at once.
    private(set) var hasMore = false

    /// Between two looks at what is due, so many lines: a part of a second.
    static let most = 20_000
    /// Lines in a transaction.
    private static let batch = 5_000

    private let folder: SpoolFolder
    private var reader: SpoolReader
    /// Of files that were taken in part, where their malformed lines are.
    private var begun: [String: SpoolMark] = [:]
    private let store: StateStore

    init(stateFolder: String, store: StateStore) {
        folder = SpoolFolder(stateFolder: stateFolder)
        reader = SpoolReader(folder: folder)
        self.store = store
    }

    /// Takes what waits, up to a limit that leaves time for what is due.
    func take(at now: Instant) throws {
        var left = Self.most
        var table: TriggerTable?
        hasMore = false
        while left > 0 {
            let batch = try reader.next(
                limit: min(left, Self.batch), now: now, marks: { () throws(StateError) in try store.spoolMarks() })
            guard let batch else { return note(reader.troubles) }
            let known = try table ?? TriggerTable(store.triggered())
            table = known
            do {
                try take(batch, for: known, at: now)
            } catch let error as SpoolError {
                // What is due must not wait for a folder. Nothing of the batch is taken: the next look reads it again.
                reader = SpoolReader(folder: folder)
                begun = [:]
                return note(error.description)
            }
            left -= batch.parts.reduce(0) { $0 + max(1, $1.after.line - $1.before.line) }
        }
        hasMore = true
    }

    private func take(_ batch: SpoolBatch, for table: TriggerTable, at now: Instant) throws {
        var marks: [SpoolMark] = []
        for part in batch.parts {
            let mark = try setAside(part, for: table, at: now)
            begun[mark.name] = part.isFinished ? nil : mark
            if !part.isFinished || mark.rejected != nil || part.before.position > 0 { marks.append(mark) }
        }
        let taken = try store.take(batch.events, for: table, marks: marks, at: now)
        count.taken += taken
        count.known += batch.events.count - taken
        var gone: [String] = []
        for part in batch.parts where part.isFinished {
            do {
                try folder.remove(part.after.name, isKept: part.after.isKept)
                gone.append(part.after.name)
            } catch {
                note("spool/\(part.after.name) is taken and stays: \(error)")
            }
        }
        let known = Set(marks.map(\.name))
        let forgotten = gone.filter(known.contains)
        if !forgotten.isEmpty { try store.forget(spoolFiles: forgotten) }
    }

    /// Writes a part's malformed lines to `rejected/`; gives the mark that says so.
    private func setAside(_ part: SpoolBatch.Part, for table: TriggerTable, at now: Instant) throws -> SpoolMark {
        var mark = part.after
        if let earlier = begun[mark.name] {
            mark.rejected = earlier.rejected
            mark.rejectedLength = earlier.rejectedLength
        }
        guard let first = part.rejected.first else { return mark }
        if mark.rejected == nil {
            // The name is recorded first: a crash in the middle of writing then leaves a file that is known, and written anew.
            var begin = part.before
            begin.rejected = folder.rejectedName(for: mark.name)
            _ = try store.take([], for: table, marks: [begin], at: now)
            mark.rejected = begin.rejected
        }
        guard let name = mark.rejected else { return mark }
        mark.rejectedLength = try folder.reject(part.rejected, into: name, behind: mark.rejectedLength)
        count.rejected += part.rejected.count
        let lines = part.rejected.count == 1 ? "1 line is" : "\(part.rejected.count) lines are"
        remarks.append(
            "spool/\(mark.name): \(lines) no event and lie in \(folder.rejected)/\(name) (line \(first.line): "
                + "\(first.reason)); mend the text there and drop it in again")
        return mark
    }

    private func note(_ troubles: [SpoolTrouble]) {
        for trouble in troubles { note("spool/\(trouble.name) isn't taken: \(trouble.reason)") }
    }

    private func note(_ trouble: String) {
        hasTroubles = true
        if !remarks.contains(trouble) { remarks.append(trouble) }
    }
}

extension SpoolFolder {
    /// - Parameter stateFolder: the folder of the state file.
    init(stateFolder: String) { self.init(path: stateFolder + "/spool") }
}
