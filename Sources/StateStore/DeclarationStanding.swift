public import CampaignModel
public import Reconciliation

/// How a declaration stands to what was accepted of its campaign.
public enum DeclarationStanding: Sendable {
    /// No campaign of this id is in force; `earlier` is what is left of one that was deleted.
    case new(earlier: CampaignRecord?, EncodedDeclaration)
    /// It is what was last accepted. `isRenamed`: from a file of another name.
    case same(isRenamed: Bool)
    case different(from: AcceptedCampaign, EncodedDeclaration)
}

/// A declaration and the text that the state file keeps of it.
public struct EncodedDeclaration: Sendable {
    public let declaration: CampaignDeclaration
    let body: String

    /// - Throws: `EncodingError`, for a declaration that JSON has no form of.
    public init(_ declaration: CampaignDeclaration) throws {
        self.declaration = declaration
        body = try EncodedDeclaration.body(of: declaration)
    }

    /// Without the file's name, which is the campaign's own and may change alone.
    private static func body(of declaration: CampaignDeclaration) throws -> String {
        var nameless = declaration
        nameless.file = ""
        return try StoredJSON.encode(nameless)
    }

    static func decode(_ body: String, file: String) throws -> CampaignDeclaration {
        var declaration = try StoredJSON.decode(CampaignDeclaration.self, from: body)
        declaration.file = file
        return declaration
    }
}
