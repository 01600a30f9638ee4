/// What is answered: a status, a body, and what is said of it.
struct StatusAnswer: Hashable, Sendable {
    var status: Int
    /// By name, in the order they are sent; without the length.
    var fields: [Field]
    /// Empty where the answer has none, as for HEAD.
    var body: [UInt8]
    /// What the body has, or would have if it had been asked for with GET. Nil for answers that never have one.
    var length: Int?

    struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}
