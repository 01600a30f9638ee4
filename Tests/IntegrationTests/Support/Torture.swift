import Foundation
import TestSupport

/// How long the tests go on that leave it to chance. `make torture` asks for the long form.
enum Torture {
    /// CAMPANILE_TORTURE kills, or those of the short form.
    static func kills(short: Int) -> Int {
        ProcessInfo.processInfo.environment["CAMPANILE_TORTURE"].flatMap { Int($0) } ?? short
    }

    static let seed: UInt64 =
        ProcessInfo.processInfo.environment["CAMPANILE_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)

    /// Chances by CAMPANILE_SEED, which is printed; each name has its own.
    static func generator(_ name: String) -> SeededGenerator {
        print("\(name): CAMPANILE_SEED=\(seed)")
        let salt = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return SeededGenerator(seed: seed ^ salt)
    }
}
