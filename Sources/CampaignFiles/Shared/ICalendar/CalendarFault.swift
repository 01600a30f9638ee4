import CampaignModel

/// What is wrong with an iCalendar file, at an offset of its unfolded text.
struct CalendarFault: Error {
    var code = Diagnostic.Code.invalidValue
    var message: String
    var offset: Int
    var hint: String

    /// For what no person writes: these files are exported.
    static let anyWayOut = "export the calendar anew, or list its days in a YAML file of calendars/"

    init(_ message: String, at offset: Int, hint: String = anyWayOut) {
        self.message = message
        self.offset = offset
        self.hint = hint
    }
}
