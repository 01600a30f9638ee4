extension TargetAudience {
    /// Equal for equal audiences, and as good as never for others. Never changes: the state file keeps it.
    public var fingerprint: Int64 {
        var parts = [type.rawValue, segmentId ?? ""]
        parts.append(dynamicCriteria.map { JSONText.text(.object($0)) } ?? "")
        parts.append(holdout.map { "\($0)" } ?? "")
        parts.append(`guard`?.maxRecipients.map(String.init) ?? "")
        parts.append(`guard`?.maxChange.map { "\($0)" } ?? "")
        parts.append(String(exclude?.count ?? -1))
        parts += exclude ?? []
        parts.append(String(userIds?.count ?? -1))
        parts += userIds ?? []
        return StableHash.fingerprint("audience", parts)
    }
}
