import Foundation
import Glibc
import TestSupport
import Testing

/// Runs that are killed at random moments: a few in an ordinary test, as many as `CAMPANILE_TORTURE` says otherwise.
struct KilledRuns {
    let kills: Int
    private var chance: SeededGenerator

    init(usually kills: Int, of what: String) {
        self.kills = Torture.kills(short: kills)
        chance = Torture.generator(what)
    }

    /// Kills one run after the other until so many kills hit a living one; where a run reaches its end, `renew` makes a
    /// new start.
    /// - Parameters:
    ///   - check: told how many kills have hit since the start, and whether the run is over.
    mutating func perform(
        on site: Site, arguments: () -> [String], renew: () throws -> Void,
        check: (_ hits: Int, _ isOver: Bool) throws -> Void
    ) throws {
        var all = 0
        while all < kills {
            try renew()
            var hits = 0
            var isOver = false
            while !isOver {
                let child = try site.start(arguments())
                let isLast = all + hits >= kills
                let moment = Int.random(in: 0...600_000, using: &chance)
                if !isLast, !child.hasEnded(within: moment) { child.send(SIGKILL) }
                let result = child.finish()
                if result.signal == SIGKILL {
                    hits += 1
                } else {
                    #expect(result.code == 0 || result.code == 1, "seed \(Torture.seed): \(result.error)")
                    isOver = try site.counts()["pending"] == nil
                }
                try check(hits, isOver)
            }
            all += max(hits, 1)
        }
    }
}
