import CampaignModel

/// The parameters behind a `?`. One that isn't known is refused: `?stauts=active` would else show everything.
struct QueryParameters {
    private let values: [String: String]

    /// - Parameter known: the names that there may be, each at most once.
    init(_ query: String, known: [String]) throws(Refusal) {
        var values: [String: String] = [:]
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try PercentDecoding.text(pair[..<equals], isForm: true)
            guard known.contains(name) else {
                let names = known.isEmpty ? "none" : known.joined(separator: ", ")
                throw .invalidValue("there is no such parameter here; known are: \(names)")
            }
            guard values[name] == nil else { throw .invalidValue("'\(name)' is given twice") }
            values[name] = try PercentDecoding.text(pair[equals...].dropFirst(), isForm: true)
        }
        self.values = values
    }

    /// Nil where it isn't given.
    func one<Value: RawRepresentable & CaseIterable>(_ name: String) throws(Refusal) -> Value?
    where Value.RawValue == String {
        guard let text = values[name] else { return nil }
        guard let value = Value(rawValue: text) else {
            throw .invalidValue("'\(name)' is one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    /// Nil where it isn't given. A number too large for the machine is its largest.
    func number(_ name: String, atLeast least: Int) throws(Refusal) -> Int? {
        guard let text = values[name] else { return nil }
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .invalidValue("'\(name)' is a whole number, \(least) or more")
        }
        let number = Int(text) ?? .max
        guard number >= least else { throw .invalidValue("'\(name)' is a whole number, \(least) or more") }
        return number
    }
}
