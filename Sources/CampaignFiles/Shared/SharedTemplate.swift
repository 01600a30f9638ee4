import CampaignModel

/// A template of the tree with the names that it asks for, placed in its file.
struct SharedTemplate {
    var file: String
    var template: Template
    var tags: [TemplateTag]
    /// Where it begins in its file.
    var line = 1
    var column = 1
}
