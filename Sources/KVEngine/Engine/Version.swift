// What the server calls itself: its own name and version, and the Redis version it behaves as.

/// Names and versions.
package enum Version {
    /// The product's name.
    package static let name = "hermetic-kv"
    /// The product's own version.
    package static let product = "0.1.0"
    /// The version of Redis whose commands these are; clients choose what they send by it.
    package static let redis = "7.0.15"
    /// The same as a number: a byte each for the major, the minor and the patch version.
    static let redisNumber = 0x07_00_0F
}
