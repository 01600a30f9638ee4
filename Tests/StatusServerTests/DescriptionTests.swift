import CampaignModel
import Foundation
import Testing

@testable import StatusServer

/// The OpenAPI description as a document; whether answers are what it says is for the tests of the built command.
@Suite struct DescriptionTests {
    @Test func `every reference leads somewhere`() throws {
        var missing: [String] = []
        Self.visit(EndpointDescription.document) { key, value in
            guard key == "$ref", case .string(let path) = value else { return }
            let name = path.replacing("#/components/schemas/", with: "")
            if AnswerSchemas.all[name] == nil { missing.append(path) }
        }
        #expect(missing == [])
    }

    @Test func `every schema is used`() {
        var used: Set<String> = []
        Self.visit(EndpointDescription.document) { key, value in
            if key == "$ref", case .string(let path) = value { used.insert(path) }
        }
        #expect(AnswerSchemas.all.keys.filter { !used.contains("#/components/schemas/\($0)") } == [])
    }

    @Test func `every address that is described is answered`() throws {
        guard case .object(let document) = EndpointDescription.document, case .object(let paths) = document["paths"]
        else {
            Issue.record("there are no paths")
            return
        }
        let responder = StatusResponder(source: FakeSource())
        for path in paths.keys {
            let target = path.replacing("{id}", with: "a").replacing("{period}", with: "7d")
            #expect(responder.ask(target).status == 200, "\(path)")
        }
        #expect(paths.count == 8)
    }

    @Test func `the description is JSON`() throws {
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(EndpointDescription.json))
        #expect(value == EndpointDescription.document)
    }

    private static func visit(_ value: JSONValue, key: String = "", _ look: (String, JSONValue) -> Void) {
        look(key, value)
        switch value {
        case .array(let items): for item in items { visit(item, look) }
        case .object(let members): for (key, value) in members { visit(value, key: key, look) }
        default: break
        }
    }
}
