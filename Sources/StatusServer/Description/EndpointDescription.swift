import CampaignModel

/// The endpoint in the words of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), for programs that make clients.
enum EndpointDescription {
    static let json: [UInt8] = Array(JSONText.text(document).utf8)

    static let document: JSONValue = [
        "openapi": "3.1.0",
        "info": [
            "title": "Campanile", "version": "1",
            "description":
                "Campaigns, what they are about to do and what they have done. Read-only: campaigns are files.",
        ],
        "paths": .object(paths),
        "components": ["schemas": .object(AnswerSchemas.all)],
    ]

    private static let root = "/api/v1/scheduled-campaigns"

    private static let paths: [String: JSONValue] = [
        root: get(
            "The campaigns, by id", of: "Campaigns",
            parameters: [
                query("status", ["type": "string", "enum": AnswerSchemas.names(CampaignStatus.self)]),
                query("type", ["type": "string", "enum": AnswerSchemas.names(CampaignType.self)]),
                query("limit", ["type": "integer", "minimum": 1, "default": 100], "More than 100 counts as 100."),
                query("skip", ["type": "integer", "minimum": 0, "default": 0]),
            ], errors: [400], writes: true),
        "\(root)/{id}": get("One campaign", of: "Campaign", parameters: [id], errors: [400, 404], writes: true),
        "\(root)/{id}/history": get(
            "What became of its occurrences, the newest first", of: "History",
            parameters: [
                id, query("limit", ["type": "integer", "minimum": 1, "default": 50], "More than 100 counts as 100."),
            ], errors: [400, 404], writes: true),
        "\(root)/statistics/{period}": get(
            "What all campaigns came to", of: "Statistics",
            parameters: [
                path("period", ["type": "string", "enum": AnswerSchemas.names(StatisticsPeriod.self)])
            ], errors: [400]),
        "/healthz": get("Whether tree and state file can be read", of: "Health", errors: []),
        "/metrics": page("Metrics for Prometheus", "text/plain; version=0.0.4; charset=utf-8"),
        "/openapi.json": page("This description", "application/json; charset=utf-8"),
        "/": page("A page to look at", "text/html; charset=utf-8"),
    ]

    private static let id = path("id", ["type": "string"])

    private static func path(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": schema]
    }

    private static func query(_ name: String, _ schema: JSONValue, _ description: String? = nil) -> JSONValue {
        var parameter: [String: JSONValue] = ["name": .string(name), "in": "query", "schema": schema]
        if let description { parameter["description"] = .string(description) }
        return .object(parameter)
    }

    private static func get(
        _ summary: String, of answer: String, parameters: [JSONValue] = [], errors: [Int], writes: Bool = false
    ) -> JSONValue {
        var responses: [String: JSONValue] = [
            "200": response("The answer", AnswerSchemas.reference("\(answer)Answer")),
            "304": ["description": "What If-None-Match names still holds."],
        ]
        for status in errors + [503] {
            responses["\(status)"] = response(reasons[status] ?? "", AnswerSchemas.reference("Error"))
        }
        var item: [String: JSONValue] = [
            "get": [
                "summary": .string(summary), "parameters": .array(parameters), "responses": .object(responses),
            ]
        ]
        guard writes else { return .object(item) }
        // What the reference writes with is understood, and answered with the file to edit.
        let refused: JSONValue = [
            "summary": "Never done: says which file to edit", "parameters": .array(parameters.filter { $0 == id }),
            "responses": ["405": response("READ_ONLY", AnswerSchemas.reference("Error"))],
        ]
        for method in ["post", "put", "delete"] { item[method] = refused }
        return .object(item)
    }

    private static let reasons = [
        400: "INVALID_VALUE", 404: "CAMPAIGN_NOT_FOUND", 503: "STATE_UNAVAILABLE or TREE_UNAVAILABLE",
    ]

    private static func response(_ description: String, _ schema: JSONValue) -> JSONValue {
        ["description": .string(description), "content": ["application/json": ["schema": schema]]]
    }

    private static func page(_ summary: String, _ type: String) -> JSONValue {
        [
            "get": [
                "summary": .string(summary),
                "responses": ["200": ["description": "The answer", "content": .object([type: [:]])]],
            ]
        ]
    }
}
