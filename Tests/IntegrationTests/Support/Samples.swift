/// Campaigns that tests begin with.
enum Samples {
    static let defaults = "contacts: { type: csv, path: contacts.csv, id: userId }\n"

    /// Defaults under which these campaigns give no reason for a warning.
    static let unremarked =
        defaults
        + "lint: { NO_RATE_LIMIT: off, NO_QUIET_HOURS: off, NO_NOTIFICATION: off, NEVER_TESTED: off, NO_END_DATE: off }\n"

    /// Once, to all contacts.
    static func once(_ id: String, at instant: String, extra: String = "") -> String {
        """
        campaignId: \(id)
        type: one-time
        schedule: { startDateTime: \(instant) }
        \(rest(id))\(extra)
        """
    }

    /// Recurring, to all contacts. `recurring` is what stands between the braces.
    static func recurring(
        _ id: String, _ recurring: String, start: String? = nil, schedule: String = "", extra: String = ""
    ) -> String {
        """
        campaignId: \(id)
        type: recurring
        schedule:
        \(start.map { "  startDateTime: \($0)\n" } ?? "")  recurring: { \(recurring) }
        \(schedule)
        \(rest(id))\(extra)
        """
    }

    /// Each has a template of its own: the same one to the same audience at the same instant is a conflict.
    private static func rest(_ id: String) -> String {
        """
        targetAudience: { type: all }
        messageConfig: { templateId: hello-\(id), personalization: { enabled: true, fields: [firstName] } }

        """
    }
}
