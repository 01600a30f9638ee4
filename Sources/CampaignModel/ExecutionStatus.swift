/// What became of an occurrence's execution, in the words that outputs use.
public enum ExecutionStatus: String, Codable, Hashable, Sendable, CaseIterable {
    /// Decided, not begun.
    case pending
    /// Begun, with messages still to send.
    case running
    case success
    /// Some recipients failed, expired or are uncertain.
    case partial
    /// Somebody was to get it and nobody did, or it could not begin.
    case failed
    case skipped
    case cancelled
}

/// What made a run.
public enum ExecutionTrigger: String, Codable, Hashable, Sendable, CaseIterable {
    case schedule
    case catchUp = "catch-up"
    case event, backfill, test
}

/// What people are shown as a campaign's status: what is declared, and what has come of it.
public enum CampaignStatus: String, Codable, Hashable, Sendable, CaseIterable {
    case draft, scheduled, active, paused, completed, cancelled, failed
}
