extension Int64 {
    /// The quotient rounded towards minus infinity, so that times before 1970 fall into the right day.
    /// The divisor must be 1 or more.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
