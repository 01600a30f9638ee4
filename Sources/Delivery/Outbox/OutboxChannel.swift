public import CampaignModel
import Glibc
public import ScheduleEngine

/// Appends each message as one line to a file of the run. The only channel that can be asked afterwards what arrived, and
/// so the only one that delivers exactly once whatever is killed when: the file's length is stored with each claim, and
/// what stands behind it tells which of the claimed messages are there.
public final class OutboxChannel: Sendable {
    private let path: String
    private let file: OutboxFile

    /// - Throws: `DeliveryError.outbox` where the folder or the file can't be made.
    public convenience init(folder: String, campaignId: String, scheduledFor: Instant) throws {
        try self.init(folder: folder, campaignId: campaignId, name: scheduledFor.basicFormat)
    }

    /// For what is no run's: a test's messages, and notices.
    /// - Parameter name: of the file, without its ending.
    /// - Throws: `DeliveryError.outbox` where the folder or the file can't be made.
    public init(folder: String, campaignId: String, name: String) throws {
        path = "\(folder)/\(campaignId)/\(name).jsonl"
        file = try OutboxFile(path: path)
    }

    /// The file and its length, so that a later process knows where to look.
    public func prepare() throws -> String? {
        try file.mark().text
    }

    /// Writes all lines with one write and one flush to disk. Where the disk is full, none of them is there.
    public func deliver(_ messages: [Message]) async -> [Outcome] {
        var lines: [UInt8] = []
        for message in messages {
            lines += message.json
            lines.append(UInt8(ascii: "\n"))
        }
        do {
            try file.append(lines)
            return messages.map { _ in .sent }
        } catch let error as OutboxFile.NotTakenBack {
            return messages.map { _ in .uncertain(reason: error.reason) }
        } catch {
            return messages.map { _ in .channelStopped(reason: "\(error)") }
        }
    }

    /// - Returns: `sent` for a message whose whole line stands in the file; a torn last line is removed. Where the file
    ///   is not the one that was written to, nobody can know.
    public func recover(_ messages: [Message], marker: String?) throws -> [Recovery] {
        guard let mark = marker.flatMap(OutboxMark.init(text:)), let written = try file.keys(since: mark) else {
            return messages.map { _ in .unknown }
        }
        return messages.map { written.contains($0.idempotencyKey) ? .sent : .neverLeft }
    }
}
