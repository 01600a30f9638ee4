/// What somebody is told of: a field of `notifications`. The raw values are what the state file keeps: append only.
public enum NoticeEvent: String, Codable, Hashable, Sendable, CaseIterable {
    /// A run began.
    case onStart
    /// A run ended, and somebody got it or nobody was to.
    case onComplete
    /// A run failed: nobody got it, or it could not begin.
    case onFailure

    /// What the end of a run is news of; nil for one that was cancelled, which somebody did by hand.
    public init?(end: ExecutionStatus) {
        switch end {
        case .success, .partial: self = .onComplete
        case .failed: self = .onFailure
        case .pending, .running, .skipped, .cancelled: return nil
        }
    }
}

extension Notifications {
    /// Nil where nobody is to be told.
    public subscript(event: NoticeEvent) -> Notification? {
        let notification =
            switch event {
            case .onStart: onStart
            case .onComplete: onComplete
            case .onFailure: onFailure
            }
        return notification?.enabled == false ? nil : notification
    }
}
