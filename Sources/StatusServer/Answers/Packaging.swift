import CampaignModel
internal import Crypto

/// Makes of a content what was asked for: nothing where the client has it already, packed where it can unpack it.
enum Packaging {
    /// Bytes below which packing isn't worth a packet.
    static let packedFrom = 1_024

    static func answer(_ content: Content, to request: StatusRequest) -> StatusAnswer {
        var fields = [
            StatusAnswer.Field(name: "Content-Type", value: content.kind.rawValue),
            // Kept by whoever likes, shown only after asking whether it still holds.
            StatusAnswer.Field(name: "Cache-Control", value: "no-cache"),
            StatusAnswer.Field(name: "X-Content-Type-Options", value: "nosniff"),
        ]
        if let policy = content.policy {
            fields.append(.init(name: "Content-Security-Policy", value: policy))
            fields.append(.init(name: "Referrer-Policy", value: "no-referrer"))
        }
        var body = content.body
        guard content.status == 200 else {
            if content.status == 405 { fields.append(.init(name: "Allow", value: "GET, HEAD")) }
            return finished(content.status, fields, body, request)
        }
        let isPacked = body.count >= packedFrom && acceptsGzip(request.acceptEncoding)
        // Another representation has another tag (RFC 9110 §8.8.3).
        let tag = "\"\(digest(of: body))\(isPacked ? "-gzip" : "")\""
        fields.append(.init(name: "ETag", value: tag))
        if body.count >= packedFrom { fields.append(.init(name: "Vary", value: "Accept-Encoding")) }
        if matches(request.ifNoneMatch, tag) {
            return StatusAnswer(status: 304, fields: fields.filter { $0.name != "Content-Type" }, body: [], length: nil)
        }
        if isPacked, let packed = Gzip.pack(body) {
            body = packed
            fields.append(.init(name: "Content-Encoding", value: "gzip"))
        }
        return finished(200, fields, body, request)
    }

    private static func finished(
        _ status: Int, _ fields: [StatusAnswer.Field], _ body: [UInt8], _ request: StatusRequest
    ) -> StatusAnswer {
        StatusAnswer(
            status: status, fields: fields, body: request.method == "HEAD" ? [] : body, length: body.count)
    }

    private static func digest(of body: [UInt8]) -> String { Hexadecimal.text(SHA256.hash(data: body).prefix(16)) }

    /// Compared weakly, as RFC 9110 §13.1.2 has it.
    private static func matches(_ condition: String?, _ tag: String) -> Bool {
        guard let condition else { return false }
        return condition.split(separator: ",").contains { item in
            let item = item.trimmed
            return item == "*" || item == tag || item == "W/" + tag
        }
    }

    /// RFC 9110 §12.5.3. What isn't named may be packed only where `*` says so.
    static func acceptsGzip(_ header: String?) -> Bool {
        guard let header else { return false }
        var others = false
        for item in header.lowercased().split(separator: ",") {
            let parts = item.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
            let isRefused = parts.dropFirst().contains { part in
                part.hasPrefix("q=") && Double(part.dropFirst(2)) ?? 0 <= 0
            }
            switch parts.first {
            case "gzip", "x-gzip": return !isRefused
            case "*": others = !isRefused
            default: break
            }
        }
        return others
    }
}

extension Substring {
    /// Without the blanks that HTTP allows around list items.
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " || text.first == "\t" { text = text.dropFirst() }
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
