import CampaignModel

/// What is wrong with an iCalendar file, at an offset of its unfolded text.
struct CalendarFault: Error {
    var code = Diagnostic.Code.invalidValue
    var message: String
    var offset: Int
    var hint: String?

    init(_ message: String, at offset: Int, hint: String? = nil) {
        self.message = message
        self.offset = offset
        self.hint = hint
    }
}
