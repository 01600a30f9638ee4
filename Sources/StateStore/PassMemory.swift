import Foundation
internal import GRDB
public import ScheduleEngine

/// What the last pass left behind for the next.
public struct PassMemory: Hashable, Sendable {
    /// The latest moment that any whole pass decided up to.
    public var decidedThrough: Instant?
    /// The tree as it was then; nil where it has to be read again.
    public var treeDigest: String?
    /// Where a tree of another digest differs; nil where the tree has to be read as a whole.
    public var treeBuckets: [UInt8]?
    /// Zone identifier → stamp of the file that was in use.
    public var zoneStamps: [String: String]

    static func fetch(in db: Database) throws -> PassMemory {
        let row = try Row.fetchOne(db, sql: "SELECT decided_through, tree_digest, tree_buckets FROM pass")
        var stamps: [String: String] = [:]
        let zones = try Row.fetchCursor(db, sql: "SELECT identifier, stamp FROM zone")
        while let zone = try zones.next() { stamps[zone[0]] = zone[1] }
        return PassMemory(
            decidedThrough: (row?[0] as Int64?).map(Instant.init(seconds:)), treeDigest: row?[1],
            treeBuckets: (row?[2] as Data?).map { Array($0) }, zoneStamps: stamps)
    }
}
