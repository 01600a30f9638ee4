import CampaignModel
import ScheduleEngine

/// Reads the days of an iCalendar file (RFC 5545): those of its all-day events.
struct ICalendarReader {
    private static let mostEvents = 20_000
    /// VCALENDAR, VEVENT, VALARM: three would do.
    private static let deepest = 64

    let findings: Findings

    /// Nil where the file can't be read; what is wrong is reported in any case.
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ExcludedDays? {
        let text = UnfoldedText(bytes)
        guard isText(bytes, text) else { return nil }
        do throws(CalendarFault) {
            let events = try events(in: text)
            let days = EventDays.days(of: events) { report($0, in: text) }
            warn(of: events.filter { $0.isTimed && !$0.isCancelled }, in: text)
            return days
        } catch {
            report(error, in: text)
            return nil
        }
    }

    /// Folds may part the bytes of a character, so that the unfolded text decides; the file's own bytes tell the place.
    private func isText(_ bytes: UnsafeBufferPointer<UInt8>, _ text: UnfoldedText) -> Bool {
        do {
            _ = try SourceText(bytes, breaks: .lineFeeds)
            return true
        } catch {
            if (try? text.bytes.withUnsafeBufferPointer { try SourceText($0, breaks: .lineFeeds) }) != nil {
                return true
            }
            var fault = error
            if fault.code == .invalidYAML { fault.code = .invalidValue }
            findings.add(fault)
            return false
        }
    }

    // MARK: Components

    /// - Throws: What makes the rest meaningless. A fault of one event is reported, and the others are read on.
    private func events(in text: UnfoldedText) throws(CalendarFault) -> [CalendarEvent] {
        var events: [CalendarEvent] = []
        var open: [ContentLine] = []
        var event: CalendarEventReader?
        var isFaulty = false
        for range in text.lines {
            if findings.isFull { break }
            let line = try ContentLine(text.bytes, range)
            if line.isNamed("BEGIN") {
                try begin(line, &open)
                guard open.count == 2, line.isValue("VEVENT") else { continue }
                event = CalendarEventReader(begin: range.lowerBound)
                isFaulty = false
                try requireFew(events.count, at: range.lowerBound)
            } else if line.isNamed("END") {
                try end(line, &open)
                guard open.count == 1, let read = event else { continue }
                event = nil
                guard !isFaulty else { continue }
                do throws(CalendarFault) { events.append(try read.event()) } catch { report(error, in: text) }
            } else if open.isEmpty {
                throw notACalendar(at: range.lowerBound)
            } else if open.count == 2 {
                do throws(CalendarFault) { try event?.add(line) } catch {
                    if !isFaulty { report(error, in: text) }
                    isFaulty = true
                }
            }
        }
        if let last = open.last, !findings.isFull {
            let name = ContentLine.string(last.text, last.value)
            throw CalendarFault("\(name) has no end", at: last.name.lowerBound, hint: "is the file whole?")
        }
        if text.lines.isEmpty { throw notACalendar(at: 0) }
        return events
    }

    private func begin(_ line: ContentLine, _ open: inout [ContentLine]) throws(CalendarFault) {
        guard !open.isEmpty || line.isValue("VCALENDAR") else { throw notACalendar(at: line.name.lowerBound) }
        guard open.count < Self.deepest else {
            var fault = CalendarFault("components are nested more than \(Self.deepest) deep", at: line.name.lowerBound)
            fault.code = .limitExceeded
            throw fault
        }
        open.append(line)
    }

    private func end(_ line: ContentLine, _ open: inout [ContentLine]) throws(CalendarFault) {
        guard let begun = open.popLast() else { throw notACalendar(at: line.name.lowerBound) }
        guard line.text[line.value].elementsEqual(begun.text[begun.value]) else {
            let name = ContentLine.string(begun.text, begun.value)
            throw CalendarFault("here \(name) should end first", at: line.name.lowerBound)
        }
    }

    private func requireFew(_ count: Int, at offset: Int) throws(CalendarFault) {
        guard count >= Self.mostEvents else { return }
        var fault = CalendarFault(
            "the calendar has more than \(Self.mostEvents) events", at: offset, hint: "split it, or drop the old ones")
        fault.code = .limitExceeded
        throw fault
    }

    private func notACalendar(at offset: Int) -> CalendarFault {
        CalendarFault("an iCalendar file begins with BEGIN:VCALENDAR and ends with END:VCALENDAR", at: offset)
    }

    // MARK: Reporting

    private func warn(of timed: [CalendarEvent], in text: UnfoldedText) {
        guard let first = timed.first else { return }
        let count = timed.count == 1 ? "an event has" : "\(timed.count) events have"
        var fault = CalendarFault("\(count) a time of day: only all-day events count", at: first.offset)
        fault.hint = "make them all-day events, or remove them"
        report(fault, in: text, .warning)
    }

    private func report(_ fault: CalendarFault, in text: UnfoldedText, _ severity: Diagnostic.Severity = .error) {
        let place = text.place(of: fault.offset)
        findings.add(
            Diagnostic(
                severity: severity, code: fault.code, message: fault.message, file: findings.file, line: place.line,
                column: place.column, hint: fault.hint))
    }
}
