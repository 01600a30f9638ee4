/// Bytes that come in parts: of a file, or of what a program prints.
protocol ByteStream: AnyObject {
    /// Fills the front of the buffer, which isn't empty.
    /// - Returns: how many bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudienceError) -> Int
}
