import Fuzzing

/// The input is a campaign file as it lies on disk.
@main enum FuzzStatus {
    static func main() {
        fuzz { start, count in
            StatusCheck(Array(UnsafeBufferPointer(start: start, count: count))).run()
            return 0
        }
    }
}
