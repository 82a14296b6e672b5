// A set as the keyspace holds it. It begins as a sorted run of integers and becomes a hash table for good with
// the first member that is no integer, or with more members than `set-max-intset-entries`, as in Redis 7.0:
// OBJECT ENCODING and the order of replies show it.
//
// What several sets make together (union, intersection, difference) is with the commands.

import RESP

/// The value of a set key.
final class SetValue: StoredObject, CollectionValue {
    /// The two ways to keep the members.
    enum Form {
        case integers(IntegerSet)
        case table(HashTable<MemberNode>)
    }

    static let kind = ValueKind.set
    /// The bytes of this object itself.
    static let ownBytes = 80
    /// Redis keeps no more integers than this in one run, whatever the setting says.
    private static let mostIntegers = 1 << 30

    private(set) var form: Form
    /// The bytes of the table's nodes.
    private(set) var nodeBytes = 0
    /// Kept apart from the storage, whose size a lookup may change: the keyspace accounts for changes only.
    private var bytes = 0
    let settings: Settings
    let seed: HashSeed

    init(settings: Settings, seed: HashSeed) {
        let integers = IntegerSet()
        form = .integers(integers)
        self.settings = settings
        self.seed = seed
        bytes = SetValue.ownBytes + integers.memoryUsage
        super.init()
    }

    /// Takes over integers, in the form that so many get.
    init(taking integers: IntegerSet, settings: Settings, seed: HashSeed) {
        form = .integers(integers)
        self.settings = settings
        self.seed = seed
        super.init()
        if integers.count > settings.setMaxIntsetEntries {
            _ = convert(integers)
        } else {
            settle(integers)
        }
    }

    override var kind: ValueKind { .set }

    override var count: Int {
        switch form {
        case .integers(let integers): integers.count
        case .table(let table): table.count
        }
    }

    override var memoryUsage: Int { bytes }

    override var encoding: StaticString {
        switch form {
        case .integers: "intset"
        case .table: "hashtable"
        }
    }

    override func copy(settings: Settings, seed: HashSeed) -> StoredObject {
        let twin = SetValue(settings: settings, seed: seed)
        switch form {
        case .integers(let integers): twin.keep(integers.copy())
        case .table(let table):
            let twins = HashTable<MemberNode>(seed: seed)
            twins.reserve(table.count)
            table.forEach { node in twins.insert(MemberNode.make(node.key)) }
            twin.keep(twins, nodeBytes: nodeBytes)
        }
        return twin
    }

    /// An empty set with the same limits.
    func emptyTwin() -> SetValue { SetValue(settings: settings, seed: seed) }

    /// Takes over what another set holds; the other set is not to be used any more.
    func adopt(_ other: SetValue) {
        form = other.form
        nodeBytes = other.nodeBytes
        bytes = other.bytes
    }

    private func keep(_ integers: IntegerSet) {
        form = .integers(integers)
        settle(integers)
    }

    private func keep(_ table: HashTable<MemberNode>, nodeBytes: Int) {
        form = .table(table)
        self.nodeBytes = nodeBytes
        settle(table)
    }

    // MARK: Accounts

    private func settle(_ integers: IntegerSet) { bytes = SetValue.ownBytes &+ integers.memoryUsage }

    private func settle(_ table: HashTable<MemberNode>) {
        bytes = SetValue.ownBytes &+ table.bucketBytes &+ nodeBytes
    }

    // MARK: Members

    func contains(_ member: ByteView) -> Bool {
        switch form {
        case .table(let table): return table.find(member) != nil
        case .integers(let integers):
            guard let integer = IntegerText.parse(member) else { return false }
            return integers.contains(integer)
        }
    }

    func contains(_ member: SetMember) -> Bool {
        if case .integers(let integers) = form, case .integer(let integer) = member {
            return integers.contains(integer)
        }
        return member.withBytes { contains($0) }
    }

    /// Adds a member; false if it was there.
    @discardableResult
    func insert(_ member: ByteView) -> Bool {
        switch form {
        case .table(let table): return insert(member, into: table)
        case .integers(let integers):
            guard let integer = IntegerText.parse(member) else {
                return insert(member, into: convert(integers))
            }
            return insert(integer, into: integers)
        }
    }

    @discardableResult
    func insert(_ member: SetMember) -> Bool {
        if case .integers(let integers) = form, case .integer(let integer) = member {
            return insert(integer, into: integers)
        }
        return member.withBytes { insert($0) }
    }

    private func insert(_ member: ByteView, into table: HashTable<MemberNode>) -> Bool {
        let (node, isNew) = table.findOrInsert(member) { MemberNode.make(member) }
        guard isNew else { return false }
        nodeBytes &+= node.allocatedSize
        settle(table)
        return true
    }

    private func insert(_ integer: Int64, into integers: IntegerSet) -> Bool {
        guard integers.insert(integer) else { return false }
        if integers.count > min(settings.setMaxIntsetEntries, SetValue.mostIntegers) {
            _ = convert(integers)
        } else {
            settle(integers)
        }
        return true
    }

    /// Moves the integers into a table, as text.
    private func convert(_ integers: IntegerSet) -> HashTable<MemberNode> {
        let table = HashTable<MemberNode>(seed: seed)
        table.reserve(integers.count)
        nodeBytes = 0
        integers.forEach { integer in
            let node = ByteView.withDecimal(of: integer) { MemberNode.make($0) }
            nodeBytes += node.allocatedSize
            table.insert(node)
        }
        keep(table, nodeBytes: nodeBytes)
        return table
    }

    /// Removes a member; false if it was not there.
    @discardableResult
    func remove(_ member: ByteView) -> Bool {
        switch form {
        case .table(let table):
            guard let node = table.remove(member) else { return false }
            release(node, of: table)
            return true
        case .integers(let integers):
            guard let integer = IntegerText.parse(member), integers.remove(integer) else { return false }
            settle(integers)
            return true
        }
    }

    @discardableResult
    func remove(_ member: SetMember) -> Bool { member.withBytes { remove($0) } }

    private func release(_ node: MemberNode, of table: HashTable<MemberNode>) {
        nodeBytes &-= node.allocatedSize
        node.free()
        settle(table)
    }

    // MARK: Walking

    /// Hands every member to `body` until it answers false; integers come in ascending order.
    ///
    /// The set must not change meanwhile. A member may be looked up in any set, this one too.
    func walk(_ body: (SetMember) -> Bool) {
        switch form {
        case .table(let table): _ = table.first { node in !body(.bytes(node.key)) }
        case .integers(let integers):
            for index in 0..<integers.count where !body(.integer(integers.element(at: index))) { return }
        }
    }

    /// Hands every member to `body`; the rules are those of `walk`.
    func forEachMember(_ body: (SetMember) -> Void) {
        walk { member in
            body(member)
            return true
        }
    }

    /// Hands every member's bytes to `body`; the rules are those of `walk`.
    func forEach(_ body: (ByteView) -> Void) { forEachMember { $0.withBytes(body) } }

    // MARK: Chance

    /// A member chosen at random; nil when the set is empty.
    ///
    /// - Complexity: O(1) expected.
    func random(using random: inout Random) -> SetMember? {
        switch form {
        case .table(let table): return table.random(using: &random).map { .bytes($0.key) }
        case .integers(let integers):
            guard !integers.isEmpty else { return nil }
            return .integer(integers.element(at: random.below(integers.count)))
        }
    }

    /// Removes a member chosen at random after handing it to `body`, which must leave the set alone.
    ///
    /// - Complexity: O(1) expected.
    func popRandom(using random: inout Random, _ body: (SetMember) -> Void) {
        switch form {
        case .table(let table):
            guard let node = table.random(using: &random) else { return }
            body(.bytes(node.key))
            table.remove(node: node)
            release(node, of: table)
        case .integers(let integers):
            guard !integers.isEmpty else { return }
            body(.integer(integers.remove(at: random.below(integers.count))))
            settle(integers)
        }
    }

    /// Hands out `wanted` different members, fewer than there are, chosen at random.
    ///
    /// - Complexity: O(`wanted`) expected.
    func choose(_ wanted: Int, using random: inout Random, _ body: (SetMember) -> Void) {
        switch form {
        case .table(let table): table.choose(wanted, using: &random) { body(.bytes($0.key)) }
        case .integers(let integers):
            random.choose(wanted, of: integers.count) { body(.integer(integers.element(at: $0))) }
        }
    }
}
