/// The TZ string at a zone file's end (POSIX.1-2024 §8.3, with the wider hours of RFC 9636 §3.3.2): it says what
/// happens after the last transition that the file lists.
struct PosixRule: Hashable, Sendable {
    struct Daylight: Hashable, Sendable {
        /// Seconds east of UTC.
        var offset: Int64
        /// Its time is read on the standard clock.
        var start: YearlyDate
        /// Its time is read on the daylight clock.
        var end: YearlyDate
    }

    /// Seconds east of UTC.
    var standardOffset: Int64
    var daylight: Daylight?

    func span(at time: Int64) -> ZoneSpan {
        guard let daylight else {
            return ZoneSpan(from: -ZoneSpan.distant, to: ZoneSpan.distant, offset: standardOffset)
        }
        let year = CivilDate(days: (time + standardOffset).flooredQuotient(by: 86_400)).components.year
        var span = ZoneSpan(from: -ZoneSpan.distant, to: ZoneSpan.distant, offset: standardOffset)
        func consider(_ at: Int64, offset: Int64) {
            if at > time {
                span.to = min(span.to, at)
            } else if at > span.from || (at == span.from && offset == daylight.offset) {
                // Year-round daylight time is written as an end that meets the next year's start: the start wins.
                span.from = at
                span.offset = offset
            }
        }
        // A rule's hour reaches a week past its day, into the neighbouring years.
        for near in (year - 2)...(year + 2) {
            consider(daylight.start.localSeconds(inYear: near) - standardOffset, offset: daylight.offset)
            consider(daylight.end.localSeconds(inYear: near) - daylight.offset, offset: standardOffset)
        }
        return span
    }
}
