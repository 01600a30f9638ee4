internal import CZLib

/// The gzip format (RFC 1952), by zlib.
enum Gzip {
    /// Nil where zlib has no memory: then what was to be packed goes as it is.
    static func pack(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window and 16 for gzip's own header. Level 5: within a few percent of the best, at half its time.
        guard campanile_deflate_init(&stream, 5, 15 + 16) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var input = bytes
        return input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(clamping: source.count)
            var isWhole = false
            let packed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(clamping: target.count)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = target.count - Int(stream.avail_out)
            }
            return isWhole ? packed : nil
        }
    }
}
