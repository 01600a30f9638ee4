import ScheduleEngine
import TestSupport

/// Cron expressions at random, all of them sound.
enum RandomExpressions {
    /// - Parameter isLong: asked about for months: then not each minute of an hour.
    static func expression(
        in zone: ZoneRules, near moment: Instant, isLong: Bool, _ generator: inout SeededGenerator
    ) -> String {
        let hour = Int(zone.local(moment).time.secondOfDay) / 3_600
        let minutes = isLong ? ["0", "30", "7,52"] : ["0", "30", "*/7", "5-20/5", "*", "59", "15/20", "0,1,2"]
        let near = (hour + generator.number(0...3) + 22) % 24
        let hours = ["\(near)", "\(near)", "\(near),\(generator.number(0...23))", "*/3", "1-4", "*", "22/1"]
        let daysOfMonth = [
            "*", "*", "*", "*/2", "\(generator.number(1...31))", "1-7", "L", "LW", "\(generator.number(1...31))W",
            "10,20,L", "15/3", "31",
        ]
        let months = ["*", "*", "*", "1,3,5", "FEB-apr", "*/2", "\(generator.number(1...12))", "10/1"]
        let weekday = generator.number(0...7)
        let daysOfWeek = [
            "*", "*", "*", "MON-FRI", "0,6", "\(weekday)L", "\(weekday)#\(generator.number(1...5))", "sun", "FRI-SUN",
            "*/2", "\(weekday)",
        ]
        if generator.oneIn(12) { return generator.pick(["@hourly", "@daily", "@weekly", "@monthly", "@yearly"]) }
        return [
            generator.pick(minutes), generator.pick(hours), generator.pick(daysOfMonth), generator.pick(months),
            generator.pick(daysOfWeek),
        ].joined(separator: " ")
    }
}
