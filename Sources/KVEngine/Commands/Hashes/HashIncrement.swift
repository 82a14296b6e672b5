// HINCRBY and HINCRBYFLOAT: a field of a hash as a counter. A missing field counts as zero.

import RESP

extension Command {
    private static let counterKeys = [KeySpec].first([.rw, .access, .update])

    /// Error order: the increment, the key's type, the field's value, the sum.
    static let hincrby = Command(
        "hincrby", arity: 4, [.write, .denyOOM, .fast], keys: counterKeys,
        docs: Docs(
            .hash, since: "2.0.0", "Adds a whole number to a field of a hash.", complexity: "O(1)",
            syntax: "key field increment:integer")
    ) { call throws(RedisError) in
        let (key, field) = (try call.key(), try call.bytes())
        let increment = try call.integer()
        let sum = try call.update(key, as: HashValue.self) { hash throws(RedisError) -> Int64 in
            let sum = try add(increment, to: hash.value(of: field))
            ByteView.withDecimal(of: sum) { _ = hash.set(field, to: $0) }
            call.modified(key, "hincrby", .hash)
            return sum
        }
        call.reply.integer(sum)
    }

    private static func add(_ increment: Int64, to value: ByteView?) throws(RedisError) -> Int64 {
        guard let value else { return increment }
        guard let number = IntegerText.parse(value) else {
            throw RedisError("ERR hash value is not an integer")
        }
        let (sum, overflow) = number.addingReportingOverflow(increment)
        guard !overflow else { throw .overflow }
        return sum
    }

    /// Error order: the increment, the key's type, the field's value, the sum.
    static let hincrbyfloat = Command(
        "hincrbyfloat", arity: 4, [.write, .denyOOM, .fast], keys: counterKeys,
        docs: Docs(
            .hash, since: "2.6.0", "Adds a floating-point number to a field of a hash.", complexity: "O(1)",
            syntax: "key field increment:double")
    ) { call throws(RedisError) in
        let (key, field) = (try call.key(), try call.bytes())
        guard let increment = LongDoubleText.parse(try call.bytes()) else { throw .notAFloat }
        guard increment.isFinite else { throw RedisError("ERR value is NaN or Infinity") }
        try call.update(key, as: HashValue.self) { hash throws(RedisError) in
            let sum = try add(increment, to: hash.value(of: field))
            LongDoubleText.withSpelling(of: sum) { text in
                hash.set(field, to: text)
                call.reply.bulk(text)
                call.propagate(replacing: [0: .text("HSET"), 3: .bytes(text)])
            }
            call.modified(key, "hincrbyfloat", .hash)
        }
    }

    private static func add(_ increment: LongDouble, to value: ByteView?) throws(RedisError) -> LongDouble {
        guard let value else { return increment }
        guard let number = LongDoubleText.parse(value) else {
            throw RedisError("ERR hash value is not a float")
        }
        let sum = number + increment
        guard sum.isFinite else { throw .notANumberOrInfinite }
        return sum
    }
}
