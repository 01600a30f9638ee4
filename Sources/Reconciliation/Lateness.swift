import ScheduleEngine

/// How late something is, to the minute, in the largest units: `1d 4h`.
func lateness(of instant: Instant, at now: Instant) -> String {
    var seconds = (now - instant).seconds
    guard seconds >= 60 else { return "\(seconds)s" }
    var parts: [String] = []
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] as [(String, Int64)] where seconds >= length {
        parts.append("\(seconds / length)\(unit)")
        seconds %= length
    }
    return parts.prefix(2).joined(separator: " ")
}
