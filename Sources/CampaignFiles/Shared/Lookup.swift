/// What became of looking for a shared file by its id.
enum Lookup<Value> {
    case found(Value)
    /// It is there and at fault, which is reported at its own place.
    case broken
    case missing
}
