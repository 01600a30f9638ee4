/// What `RecurrencePattern.every` counts.
public enum FrequencyUnit: String, Hashable, Sendable, Codable, CaseIterable {
    case minutes, hours, days, weeks, months
}
