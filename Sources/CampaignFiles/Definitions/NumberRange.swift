/// The numbers that a field may have; a bound is nil where there is none.
struct NumberRange: Hashable, Sendable {
    /// For "must be …".
    let expected: String
    var above: Double?
    var least: Double?
    var below: Double?
    var most: Double?

    func contains(_ value: Double) -> Bool {
        value.isFinite && value > above ?? -.infinity && value >= least ?? -.infinity && value < below ?? .infinity
            && value <= most ?? .infinity
    }
}
