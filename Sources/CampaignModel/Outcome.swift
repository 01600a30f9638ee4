import ScheduleEngine

/// What a channel says became of a message.
public enum Outcome: Hashable, Sendable {
    /// The other side has accepted it.
    case sent
    /// It certainly did not arrive, and may succeed later.
    /// - Parameter retryAfter: the other side asks not to be tried sooner.
    case transient(reason: String, retryAfter: TimeSpan? = nil)
    /// It will never be accepted.
    case permanent(reason: String)
    /// It will never be accepted, nor will any other message to this address on this channel.
    case refusedRecipient(reason: String)
    /// It left and got no answer.
    case uncertain(reason: String)
    /// The other side is asked too often (HTTP 429): it did not take this message, and takes none for so long.
    case channelHeld(reason: String, duration: TimeSpan)
    /// None of this channel can leave now (a full disk, a refused login): nobody is settled, and the slice ends.
    case channelStopped(reason: String)
}
