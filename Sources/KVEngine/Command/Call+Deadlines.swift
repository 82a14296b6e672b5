// The doors for deadlines: what EXPIRE, PERSIST and GETEX do to a key that stays as it is otherwise. The deadline
// that comes with a value is the business of the doors that store one.

extension Call {
    /// Gives a key a deadline, in Unix milliseconds; one that has passed deletes the key.
    ///
    /// - Returns: whether the key is there still.
    @discardableResult
    func expire(_ entry: Entry, at deadline: Int64) -> Bool {
        guard deadline > now else {
            remove(entry, event: "del")
            return false
        }
        database.setDeadline(of: entry, to: deadline)
        modified(entry.key, "expire", .generic)
        return true
    }

    /// Lifts a key's deadline; false when it has none.
    @discardableResult
    func persist(_ entry: Entry) -> Bool {
        guard entry.expires else { return false }
        database.clearDeadline(of: entry)
        modified(entry.key, "persist", .generic)
        return true
    }
}
