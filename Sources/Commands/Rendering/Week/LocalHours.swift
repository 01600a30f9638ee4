import ScheduleEngine

/// Whole days of one zone, cut into the hours of its clock.
struct LocalHours {
    /// A stretch of time within one hour of one day, with one offset. An hour that happens twice has two of them.
    struct Piece {
        /// Seconds since 1970; `to` no longer belongs to it.
        let from: Int64
        let to: Int64
        /// Seconds east of UTC.
        let offset: Int64
        /// Day × 24 + hour; nil outside of the days.
        let cell: Int?
    }

    /// What an hour of the clock is on the time line.
    struct Cell {
        var from = Int64.max
        var to = Int64.min
        /// 3,600 nearly always; 0 where the clocks jump over it, 7,200 where it happens twice.
        var seconds: Int64 = 0
    }

    let zone: ZoneRules
    let firstDay: CivilDate
    let days: Int
    /// Ascending and without holes.
    let pieces: [Piece]
    let cells: [Cell]

    /// - Parameter now: The first day is the one that this falls on.
    init(zone: ZoneRules, now: Instant, days: Int) {
        let firstDay = zone.local(now).date
        var pieces: [Piece] = []
        var cells = [Cell](repeating: Cell(), count: days * 24)
        let firstLocal = firstDay.days * 86_400
        // No offset is a day or more.
        var time = firstLocal - 86_400
        let end = firstLocal + Int64(days + 1) * 86_400
        var change = zone.nextTransition(after: Instant(seconds: time))?.at.seconds ?? .max
        while time < end {
            if time >= change { change = zone.nextTransition(after: Instant(seconds: time))?.at.seconds ?? .max }
            let offset = Int64(zone.offset(at: Instant(seconds: time)))
            let local = time + offset - firstLocal
            let intoHour = (local % 3_600 + 3_600) % 3_600
            let to = min(time + 3_600 - intoHour, change)
            let hour = Int((local - intoHour) / 3_600)
            let cell = cells.indices.contains(hour) ? hour : nil
            if let cell {
                cells[cell].from = min(cells[cell].from, time)
                cells[cell].to = to
                cells[cell].seconds += to - time
            }
            pieces.append(Piece(from: time, to: to, offset: offset, cell: cell))
            time = to
        }
        self.zone = zone
        self.firstDay = firstDay
        self.days = days
        self.pieces = pieces
        self.cells = cells
    }

    /// The last second of the last day.
    var end: Instant { end(ofDay: days - 1) }

    /// The last second of a day; the last one's for those that come after it.
    func end(ofDay day: Int) -> Instant {
        let last = pieces.last { $0.cell.map { $0 / 24 <= day } ?? false }
        return Instant(seconds: (last?.to ?? 1) - 1)
    }

    func day(_ index: Int) -> CivilDate { CivilDate(days: firstDay.days + Int64(index)) }

    /// Where the offset changes within the days.
    var changes: [(before: Piece, after: Piece)] {
        zip(pieces, pieces.dropFirst()).filter { before, after in
            before.offset != after.offset && (before.cell != nil || after.cell != nil)
        }.map { ($0, $1) }
    }
}
