/// What a text must look like, as far as that can be told from the text alone.
enum TextForm: Hashable, Sendable {
    case any
    case campaignId
    /// RFC 3339 with an offset.
    case instant
    /// `HH:MM` or `HH:MM:SS`.
    case localTime
    /// An IANA identifier; whether there is such a zone is the tz database's to say.
    case zone
    /// Stays in the tree, or is absolute.
    case path
    /// Without a login: that would be a secret.
    case address(schemes: [String])
    case headerName
    case headerValue
    /// `2026-11-26`, or `2026-12-24..2026-12-26`.
    case days
    /// `MM-DD`.
    case dayOfYear
}
