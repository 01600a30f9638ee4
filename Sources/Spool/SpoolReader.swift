public import CampaignModel
import Glibc
public import ScheduleEngine

/// Reads what waits in the spool folder, in batches and in constant memory, however many files and lines there are. Changes
/// nothing: a dry run reads as a pass does.
public final class SpoolReader {
    /// Files that can't be taken, each once.
    public private(set) var troubles: [SpoolTrouble] = []

    private let folder: String
    private var stream: OpaquePointer?
    private var isOpen = false
    private var names: ArraySlice<String> = []
    private var file: SpoolFile?
    private var marks: [String: SpoolMark]?

    /// Names looked at together, so that what is taken first doesn't hang on the order of a folder's entries.
    private static let namesAtOnce = 4_096
    private static let filesInBatch = 1_000
    private static let bytesInBatch = 1 << 23

    public init(folder: SpoolFolder) { self.folder = folder.path }

    deinit { if let stream { closedir(stream) } }

    /// The next batch; nil where a look over the whole folder is at its end, or found nothing. The next call then looks again.
    /// - Parameters:
    ///   - limit: at most so many lines.
    ///   - now: when events happened that don't say it.
    ///   - marks: how far files were taken before; asked for where there are any.
    public func next(
        limit: Int, now: Instant, marks known: () throws -> [String: SpoolMark]
    ) throws -> SpoolBatch? {
        var batch = SpoolBatch()
        var lines = 0
        var bytes = 0
        while lines < limit, bytes < Self.bytesInBatch, batch.parts.count < Self.filesInBatch {
            guard let file = try current(known) else { break }
            var part = SpoolBatch.Part(before: file.mark, after: file.mark)
            do {
                while lines < limit, bytes < Self.bytesInBatch {
                    guard let line = try file.next() else {
                        part.isFinished = true
                        break
                    }
                    lines += 1
                    bytes += file.mark.position - part.after.position
                    read(line, file, now: now, into: &part, of: &batch)
                    part.after = file.mark
                }
            } catch {
                troubles.append(error.trouble)
                self.file = nil
                continue
            }
            if part.isFinished { self.file = nil }
            batch.parts.append(part)
        }
        if batch.isEmpty { isOpen = false }
        return batch.isEmpty ? nil : batch
    }

    private func read(
        _ line: SpoolFile.Line, _ file: SpoolFile, now: Instant, into part: inout SpoolBatch.Part,
        of batch: inout SpoolBatch
    ) {
        switch line {
        case .tooLong:
            part.rejected.append(
                RejectedLine(
                    file: file.mark.name, line: file.mark.line,
                    reason: "the line is longer than 1 MiB; the whole file is kept beside this one"))
        case .text(let text):
            guard text.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
            do {
                batch.events.append(try Event(line: text, now: now))
            } catch {
                part.rejected.append(
                    RejectedLine(
                        file: file.mark.name, line: file.mark.line, reason: error.description,
                        text: String(decoding: text, as: UTF8.self)))
            }
        }
    }

    /// The file that is being read, or the next one.
    private func current(_ known: () throws -> [String: SpoolMark]) throws -> SpoolFile? {
        while file == nil {
            if names.isEmpty { names = nextNames()[...] }
            guard let name = names.popFirst() else { return nil }
            do {
                let marks = try marks ?? known()
                self.marks = marks
                file = try SpoolFile(folder: folder, name: name, known: marks[name])
            } catch let error as SpoolTroubleError {
                troubles.append(error.trouble)
            }
        }
        return file
    }

    /// Names of files, in order; empty at the end of the folder, or where there is none.
    private func nextNames() -> [String] {
        if !isOpen {
            isOpen = true
            marks = nil
            troubles = []
            stream = opendir(folder)
            // Where nothing was ever handed in there is no folder.
            if stream == nil, errno != ENOENT {
                troubles.append(SpoolTrouble(name: "", reason: String(cString: strerror(errno))))
            }
        }
        guard let stream else { return [] }
        var names: [String] = []
        while names.count < Self.namesAtOnce {
            guard let entry = readdir(stream) else {
                closedir(stream)
                self.stream = nil
                break
            }
            if let name = Self.name(entry) { names.append(name) }
        }
        return names.sorted()
    }

    /// Nil for what is none of ours: drafts under hidden names, folders, other endings.
    private static func name(_ entry: UnsafeMutablePointer<dirent>) -> String? {
        guard entry.pointee.d_type != UInt8(DT_DIR), entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) else {
            return nil
        }
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(validatingCString: $0) }
        }
        return name.flatMap { $0.hasSuffix(".jsonl") ? $0 : nil }
    }
}
