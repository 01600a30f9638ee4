import CampaignModel
import Foundation

/// JSON as the state file keeps it: keys sorted, so that equal values are equal text.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The members of an object. Every message's fields come by here, and a decoder takes ten times as long.
    /// - Throws: `JSONReader.Fault`.
    static func object(_ text: String) throws -> [String: JSONValue] {
        guard case .object(let members) = try JSONReader.value(in: Array(text.utf8)) else { return [:] }
        return members
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
