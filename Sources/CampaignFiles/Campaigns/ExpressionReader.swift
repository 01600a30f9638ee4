import CampaignModel
import ScheduleEngine

/// Reads `schedule.recurring.expression`.
struct ExpressionReader {
    let fields: Fields
    /// Nil where it isn't known: then an expression may be meant.
    let pattern: Pattern?

    /// Nil where there is none, it can't be kept, or the pattern is another.
    func expression() -> String? {
        guard pattern == nil || pattern == .cron, let node = fields.node("expression"),
            let text = fields.string(node, "expression")
        else { return nil }
        do throws(CronError) {
            let expression = try CronExpression(text)
            if let impossibility = expression.impossibility { throw impossibility }
            return expression.description
        } catch {
            fields.fault("'\(fields.path("expression"))': \(error.message)", at: node, hint: error.hint)
            return nil
        }
    }
}
