import StateStore

extension StateView {
    /// Asks any number of questions of one and the same state; where there is none, nothing has run yet.
    static func atOneMoment<Value>(
        path: String, _ body: (any RecordedState) throws -> Value
    ) throws -> Value {
        guard let view = StateView(path: path) else { return try body(NothingRecorded()) }
        return try view.atOneMoment(body)
    }
}
