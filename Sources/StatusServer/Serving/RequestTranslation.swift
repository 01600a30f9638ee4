internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Between HTTP's types and ours.
enum RequestTranslation {
    /// The body that a request announces is never read, and without reading it the next request can't be found.
    static func endsConnection(_ head: HTTPRequest) -> Bool {
        hasBody(head) || head.headerFields[values: .connection].contains { $0.lowercased() == "close" }
    }

    static func hasBody(_ head: HTTPRequest) -> Bool {
        head.headerFields[.transferEncoding] != nil || (head.headerFields[.contentLength] ?? "0") != "0"
    }

    static func isTooLarge(_ error: any Error) -> Bool { error as? HTTPParserError == .headerOverflow }

    static func request(_ head: HTTPRequest) -> StatusRequest {
        StatusRequest(
            method: head.method.rawValue, target: head.path ?? "",
            ifNoneMatch: joined(head.headerFields[values: .ifNoneMatch]),
            acceptEncoding: joined(head.headerFields[values: .acceptEncoding]))
    }

    private static func joined(_ values: [String]) -> String? {
        values.isEmpty ? nil : values.joined(separator: ",")
    }

    static func head(_ answer: StatusAnswer) -> HTTPResponse {
        var head = HTTPResponse(status: HTTPResponse.Status(code: answer.status))
        for field in answer.fields {
            if let name = HTTPField.Name(field.name) {
                head.headerFields.append(HTTPField(name: name, value: field.value))
            }
        }
        head.headerFields[.date] = HTTPDate.now()
        if let length = answer.length { head.headerFields[.contentLength] = String(length) }
        return head
    }

    /// What the server says of a request that it could not read.
    static func refusal(status: Int) -> (head: HTTPResponse, body: ByteBuffer) {
        let refusal =
            status == 431
            ? Refusal(status: 431, code: "HEADERS_TOO_LARGE", message: "the request's header is too large")
            : Refusal.badRequest("this is not an HTTP/1.1 request")
        let answer = Packaging.answer(.refusal(refusal), to: StatusRequest(target: "/"))
        var head = head(answer)
        head.headerFields[.connection] = "close"
        return (head, ByteBuffer(bytes: answer.body))
    }
}
