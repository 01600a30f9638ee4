import CampaignModel
import ScheduleEngine

/// Finds campaigns that would reach the same audience at the same instant, within a year or each one's next 1,000
/// occurrences.
struct ScheduleConflicts {
    struct Conflict {
        /// Places among the campaigns asked about; the later and the earlier file by path.
        var later: Int
        var earlier: Int
        /// The first instant in common.
        var at: Instant
        /// Both say the same thing. Otherwise they only use the same channel.
        var isSameTemplate: Bool
    }

    private static let horizon = TimeSpan.days(366)
    private static let most = 1_000

    private let campaigns: [ScheduledCampaign]
    private let now: Instant
    private let zones: any ZoneProvider

    init(_ campaigns: [ScheduledCampaign], now: Instant, zones: any ZoneProvider) {
        self.campaigns = campaigns
        self.now = now
        self.zones = zones
    }

    /// For each campaign the first conflict of each kind with an earlier file, by the later file's path.
    func find() -> [Conflict] {
        var groups: [Int64: [Int]] = [:]
        for index in campaigns.indices { groups[campaigns[index].audience, default: []].append(index) }
        return groups.values.filter { $0.count > 1 }.flatMap(conflicts).sorted { precedes($0.later, $1.later) }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        campaigns[a].path.utf8.lexicographicallyPrecedes(campaigns[b].path.utf8)
    }

    private func conflicts(_ group: [Int]) -> [Conflict] {
        let group = group.sorted(by: precedes)
        let members = Dictionary(
            group.compactMap { index in member(index).map { (index, $0) } }, uniquingKeysWith: { first, _ in first })
        var byTemplate: [String: [Int]] = [:]
        for index in group {
            for template in Set(campaigns[index].templates) { byTemplate[template, default: []].append(index) }
        }
        var errors: [Int: Conflict] = [:]
        for indices in byTemplate.values where indices.count > 1 {
            for conflict in coincidences(indices, members, isSameTemplate: true)
            where errors[conflict.later].map({ isNearer(conflict, $0) }) ?? true {
                errors[conflict.later] = conflict
            }
        }
        var byChannel: [String: [Int]] = [:]
        for index in group where errors[index] == nil { byChannel[campaigns[index].channel, default: []].append(index) }
        let warnings = byChannel.values.filter { $0.count > 1 }
            .flatMap { coincidences($0, members, isSameTemplate: false) }
        return Array(errors.values) + warnings
    }

    /// The earlier one; of several at one instant that with the earlier file.
    private func isNearer(_ a: Conflict, _ b: Conflict) -> Bool {
        a.at < b.at || (a.at == b.at && precedes(a.earlier, b.earlier))
    }

    private struct Member {
        var schedule: CompiledSchedule
        /// Nil: any.
        var secondsOfDay: Set<Int32>?
    }

    private func member(_ index: Int) -> Member? {
        guard let zone = try? zones.rules(for: campaigns[index].zone) else { return nil }
        let schedule = CompiledSchedule(campaigns[index].schedule, zone: zone)
        return Member(
            schedule: schedule, secondsOfDay: schedule.secondsOfDay(from: now, through: now + Self.horizon))
    }

    /// For each of the campaigns, which are sorted by path, the first instant that an earlier one has, too.
    private func coincidences(
        _ indices: [Int], _ members: [Int: Member], isSameTemplate: Bool
    ) -> [Conflict] {
        var counts: [Int32: Int] = [:]
        var hasAny = false
        for index in indices {
            guard let seconds = members[index]?.secondsOfDay else {
                hasAny = hasAny || members[index] != nil
                continue
            }
            for second in seconds { counts[second, default: 0] += 1 }
        }
        var owners: [Instant: Int] = [:]
        var found: [Conflict] = []
        for index in indices {
            guard let member = members[index] else { continue }
            let mayMeet = hasAny || member.secondsOfDay?.contains { counts[$0, default: 0] > 1 } ?? true
            guard mayMeet else { continue }
            var conflict: Conflict?
            let occurrences = member.schedule.occurrences(after: now, through: now + Self.horizon)
            for instant in occurrences.prefix(min(Self.most, max(0, campaigns[index].runsLeft))) {
                guard let owner = owners[instant] else {
                    owners[instant] = index
                    continue
                }
                conflict =
                    conflict ?? Conflict(later: index, earlier: owner, at: instant, isSameTemplate: isSameTemplate)
            }
            if let conflict { found.append(conflict) }
        }
        return found
    }
}
