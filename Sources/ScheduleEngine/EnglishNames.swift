/// The names that months and days of the week have in mail and HTTP (RFC 5322 §3.3, RFC 9110 §5.6.7), in cron expressions,
/// and on a screen.
public enum EnglishNames {
    /// From January on.
    public static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// From Sunday on, as `CivilDate.weekday` counts them.
    public static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
}
