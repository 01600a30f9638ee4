import Fuzzing

/// The first byte of the input says what reads the rest: see `Part`.
@main enum FuzzParts {
    static func main() {
        fuzz { start, count in
            let input = UnsafeBufferPointer(start: start, count: count)
            guard let selector = input.first else { return 0 }
            Part(selector: selector).check(Array(input.dropFirst()))
            return 0
        }
    }
}
