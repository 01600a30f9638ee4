import Fuzzing

/// The first byte of the input says what kind of file the rest is: see `InputKind`.
@main enum FuzzReader {
    static func main() {
        fuzz { start, count in
            let input = UnsafeBufferPointer(start: start, count: count)
            guard let selector = input.first else { return 0 }
            FuzzedTree.shared.check(Array(input.dropFirst()), as: InputKind(selector: selector))
            return 0
        }
    }
}
