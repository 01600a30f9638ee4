import CampaignModel

/// An answer that says no, in the reference's shape: `{ "success": false, "error": { "code", "message" } }`.
struct Refusal: Error, Hashable, Sendable {
    /// The HTTP status.
    var status: Int
    var code: String
    /// A sentence without anything of the machine's.
    var message: String
    /// What to edit instead, relative to the tree.
    var file: String?

    var body: [UInt8] {
        var error: [String: JSONValue] = ["code": .string(code), "message": .string(message)]
        if let file { error["file"] = .string(file) }
        return Array(JSONText.text(.object(["success": .bool(false), "error": .object(error)])).utf8)
    }

    static func invalidValue(_ message: String) -> Refusal {
        Refusal(status: 400, code: "INVALID_VALUE", message: message)
    }

    static func badRequest(_ message: String) -> Refusal {
        Refusal(status: 400, code: "BAD_REQUEST", message: message)
    }

    static let notFound = Refusal(
        status: 404, code: "NOT_FOUND", message: "there is nothing at this address; /openapi.json says what there is")

    /// An id that can't be one isn't repeated.
    static func campaignNotFound(_ id: String) -> Refusal {
        let isPlausible =
            id.utf8.count <= 128
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        return Refusal(
            status: 404, code: "CAMPAIGN_NOT_FOUND",
            message: isPlausible ? "there is no campaign '\(id)'" : "no campaign can have this id")
    }

    static func readOnly(file: String, _ instead: String) -> Refusal {
        Refusal(
            status: 405, code: "READ_ONLY", message: "campaigns are not changed here: \(instead)", file: file)
    }

    static let failed = Refusal(
        status: 500, code: "INTERNAL_ERROR", message: "this could not be answered; the server's log says why")
}
