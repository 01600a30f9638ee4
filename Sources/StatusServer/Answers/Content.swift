import CampaignModel

/// What a route has to show, before it is known how it is asked for.
struct Content: Hashable, Sendable {
    enum Kind: String {
        case json = "application/json; charset=utf-8"
        /// https://prometheus.io/docs/instrumenting/exposition_formats/
        case metrics = "text/plain; version=0.0.4; charset=utf-8"
        case html = "text/html; charset=utf-8"
    }

    var status = 200
    var kind: Kind
    var body: [UInt8]
    /// Of a page.
    var policy: String?

    /// `{"success":true,"data":…}`
    static func data(_ json: [UInt8]) -> Content {
        Content(kind: .json, body: Array(#"{"success":true,"data":"#.utf8) + json + [UInt8(ascii: "}")])
    }

    static func data(_ json: JSONValue) -> Content { data(Array(JSONText.text(json).utf8)) }

    static func page(_ page: StatusPage) -> Content {
        Content(kind: .html, body: Array(page.html.utf8), policy: page.policy)
    }

    static func refusal(_ refusal: Refusal) -> Content {
        Content(status: refusal.status, kind: .json, body: refusal.body)
    }
}
