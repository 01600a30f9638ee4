public import CampaignModel
public import ScheduleEngine

/// The durable side of execution. One call is one transaction; what it returns is on disk.
public protocol Ledger: Sendable {
    /// Decided runs that are not finished, in the order they are executed.
    func openRuns() throws -> [OpenRun]
    func declaration(of run: Int64) throws -> CampaignDeclaration?
    /// The events that a run of the trigger `event` is for, one a user.
    func events(of run: Int64) throws -> [Event]
    /// All of the audience or nothing. What `enroll` throws comes out as it is, and leaves the run unbegun.
    /// So does what `accept` throws, which is told how many are in the audience now and were in the last run's.
    func begin(
        run: Int64, at now: Instant, enroll: ((Enrollment) throws -> Void) throws -> Void,
        accept: (_ audience: Int, _ lastAudience: Int?) throws -> Void
    ) throws
    func fail(run: Int64, at now: Instant, reason: String) throws
    /// `credit`: what an hourly limit leaves before this claim, in 3,600ths of a message; spent in the same transaction.
    /// `settling`: what is settled before, in the same transaction.
    func claim(
        run: Int64, limit: Int, now: Instant, marker: String?, credit: Int64?, settling: [Settlement]
    ) throws -> [ClaimedDelivery]
    /// Slots of an hourly limit that a claim of this very moment spent on what did not leave.
    func giveBack(run: Int64, slots: Int, now: Instant) throws
    func balance(run: Int64, now: Instant) throws -> SlotBalance
    func leftClaimed(run: Int64) throws -> (deliveries: [ClaimedDelivery], marker: String?)
    func settle(run: Int64, _ settlements: [Settlement], now: Instant) throws
    /// Of these recipients those who have had as many messages on the run's channel as `cap` allows.
    func recipients(over cap: FrequencyCap, of recipients: [String], run: Int64, now: Instant) throws -> Set<String>
    /// The channel takes nothing until then, in this pass and in later ones.
    func hold(channel: String, _ hold: ChannelHold) throws
    /// What holds the channel at this moment.
    func hold(of channel: String, at now: Instant) throws -> ChannelHold?
    func expire(run: Int64, at now: Instant, reason: String) throws
    func finish(run: Int64, at now: Instant) throws -> ExecutionStatus
    func execution(of run: Int64) throws -> ExecutionRecord?
}

/// What a run needs besides the ledger, made from its declaration.
public protocol RunOutfitter: Sendable {
    /// - Parameter now: the moment that the run begins, which criteria go by.
    func audience(for declaration: CampaignDeclaration, at now: Instant) -> any AudiencePort
    /// The users of these events, as far as the campaign's audience has them at that moment.
    func audience(for declaration: CampaignDeclaration, events: [Event], at now: Instant) -> any AudiencePort
    /// - Throws: an error with a sentence where a template can't be compiled.
    func composer(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> any ComposerPort
    /// - Throws: an error with a sentence where the channel can't be opened.
    func channel(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> ChannelPort
}

public protocol AudiencePort: Sendable {
    /// Hands in the recipients in their order.
    func forEach(_ enroll: (Enrollment) throws -> Void) throws
}

public protocol ComposerPort: Sendable {
    /// The message for one recipient, or why there can't be one.
    func compose(_ delivery: ClaimedDelivery) -> Result<Message, CompositionFailure>
}

/// How messages leave.
public enum ChannelPort: Sendable {
    /// Many messages with one write.
    case batches(any BatchChannel)
    /// One at a time, several at once.
    case messages(any MessageChannel)
}

extension ChannelPort {
    /// One message by itself, whatever the channel takes.
    func deliver(_ message: Message) async -> Outcome {
        switch self {
        case .batches(let channel):
            await channel.deliver([message]).first ?? .uncertain(reason: "the channel gave no answer")
        case .messages(let channel): await channel.deliver(message)
        }
    }
}

/// A channel that takes many messages at once, and can be asked afterwards which it got.
public protocol BatchChannel: Sendable {
    /// Called before a batch is claimed; what it returns is stored with the claim, and handed back to `recover` should
    /// this process end before the batch is settled.
    func prepare() throws -> String?
    /// One outcome for each message, in their order.
    func deliver(_ messages: [Message]) async -> [Outcome]
    /// What became of messages that an earlier process had in hand when it ended.
    func recover(_ messages: [Message], marker: String?) throws -> [Recovery]
}

/// A channel to somebody else's program. What it had in hand when a process ended, nobody can be asked about.
public protocol MessageChannel: Sendable {
    /// How many messages may be under way at once; 1 or more. What a crash leaves unknown is never more.
    var concurrency: Int { get }
    func deliver(_ message: Message) async -> Outcome
}

/// The only way to the time: what a rehearsal replaces.
public protocol PassClock: Sendable {
    func now() -> Instant
    /// Since the command began; never goes back.
    func elapsed() -> Duration
    func sleep(for duration: Duration) async
}
