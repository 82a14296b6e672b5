// Stands in for what the server commands bring (delete each as it arrives).

package enum Version {
    package static let product = "0.1.0"
    package static let redis = "7.0.15"
}

extension Engine {
    package func configure(_ name: String, _ value: String) throws(RedisError) {}
    package var heldUntil: Int64? { nil }
    package func noteRejectedConnection() { counters.value.connectionsRejected += 1 }
}
