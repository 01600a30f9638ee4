/// A comparison in one sentence: `2 changed; 4 occurrences appear and 5 vanish`.
struct DiffCounts {
    let sentence: String

    init(_ report: DiffReport) {
        guard !report.changes.isEmpty else {
            sentence = "nothing changes"
            return
        }
        let appeared = report.shifts.reduce(0) { $0 + $1.appeared.count }
        let vanished = report.shifts.reduce(0) { $0 + $1.vanished.count }
        var parts: [String] = []
        if appeared > 0 { parts.append(appeared == 1 ? "1 occurrence appears" : "\(appeared) occurrences appear") }
        if vanished > 0 {
            let noun = appeared > 0 ? "" : vanished == 1 ? " occurrence" : " occurrences"
            parts.append("\(vanished)\(noun) \(vanished == 1 ? "vanishes" : "vanish")")
        }
        let shift = parts.isEmpty ? "no occurrence appears or vanishes" : parts.joined(separator: " and ")
        sentence = "\(report.changes.count) changed; \(shift)"
    }
}
