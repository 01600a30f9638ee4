/// One run of bytes in place of another.
struct ByteChange: Equatable {
    /// Within the bytes that it is applied to.
    var range: Range<Int>
    var bytes: [UInt8]

    func applied(to whole: [UInt8]) -> [UInt8] {
        Array(whole[..<range.lowerBound]) + bytes + Array(whole[range.upperBound...])
    }
}
