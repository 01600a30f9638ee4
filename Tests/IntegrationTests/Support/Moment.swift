import Foundation

/// Instants as the command takes them.
enum Moment {
    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    static func text(_ seconds: Int) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }

    static func isWholeSeconds(_ text: String) -> Bool {
        text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
    }
}
