// A hash as the keyspace holds it. It begins as a packed list of field, value, field, value ... in the order in
// which the fields came, and becomes a hash table for good with more fields than `hash-max-listpack-entries`
// or a field or value longer than `hash-max-listpack-value`, as in Redis 7.0.

import RESP

/// The value of a hash key.
final class HashValue: StoredObject, CollectionValue {
    /// The two ways to keep the fields.
    enum Form {
        case packed(PackedList)
        case table(HashTable<FieldNode>)
    }

    /// A field with its value; both are borrowed from the hash, and valid until it changes.
    typealias Pair = (field: ByteView, value: ByteView)

    static let kind = ValueKind.hash
    /// The bytes of this object itself.
    static let ownBytes = 80

    private(set) var form: Form
    /// The bytes of the table's nodes.
    private(set) var nodeBytes = 0
    /// Kept apart from the storage, whose size a lookup may change: the keyspace accounts for changes only.
    private var bytes = 0
    private let settings: Settings
    private let seed: HashSeed

    init(settings: Settings, seed: HashSeed) {
        let packed = PackedList()
        form = .packed(packed)
        self.settings = settings
        self.seed = seed
        bytes = HashValue.ownBytes + packed.memoryUsage
        super.init()
    }

    /// Takes over a packed list of fields and values, each field once; `longest` is the length of the longest of
    /// them, where that matters.
    init(taking packed: PackedList, longest: Int = 0, settings: Settings, seed: HashSeed) {
        form = .packed(packed)
        self.settings = settings
        self.seed = seed
        super.init()
        if packed.count / 2 > settings.hashMaxListpackEntries || longest > settings.hashMaxListpackValue {
            _ = convert(packed)
        } else {
            settle(packed)
        }
    }

    override var kind: ValueKind { .hash }

    override var count: Int {
        switch form {
        case .packed(let packed): packed.count / 2
        case .table(let table): table.count
        }
    }

    override var memoryUsage: Int { bytes }

    override var encoding: StaticString {
        switch form {
        case .packed: "listpack"
        case .table: "hashtable"
        }
    }

    override func copy(settings: Settings, seed: HashSeed) -> StoredObject {
        let twin = HashValue(settings: settings, seed: seed)
        switch form {
        case .packed(let packed): twin.keep(packed.copy())
        case .table(let table):
            let twins = HashTable<FieldNode>(seed: seed)
            twins.reserve(table.count)
            table.forEach { node in twins.insert(FieldNode.make(field: node.field, value: node.value)) }
            twin.keep(twins, nodeBytes: nodeBytes)
        }
        return twin
    }

    private func keep(_ packed: PackedList) {
        form = .packed(packed)
        settle(packed)
    }

    private func keep(_ table: HashTable<FieldNode>, nodeBytes: Int) {
        form = .table(table)
        self.nodeBytes = nodeBytes
        settle(table)
    }

    private func settle(_ packed: PackedList) { bytes = HashValue.ownBytes &+ packed.memoryUsage }

    private func settle(_ table: HashTable<FieldNode>) {
        bytes = HashValue.ownBytes &+ table.bucketBytes &+ nodeBytes
    }

    // MARK: Fields

    /// The value of a field, valid until the hash changes; nil when there is no such field.
    func value(of field: ByteView) -> ByteView? {
        switch form {
        case .table(let table): return table.find(field)?.value
        case .packed(let packed):
            guard let position = packed.find(field, stride: 2) else { return nil }
            return packed[packed.position(after: position)]
        }
    }

    func contains(_ field: ByteView) -> Bool { value(of: field) != nil }

    /// Sets a field to a value from outside this hash; whether the field is new.
    @discardableResult
    func set(_ field: ByteView, to value: ByteView) -> Bool {
        switch form {
        case .table(let table): return set(field, to: value, in: table)
        case .packed(let packed):
            let limit = settings.hashMaxListpackValue
            guard field.count <= limit, value.count <= limit else {
                return set(field, to: value, in: convert(packed))
            }
            return set(field, to: value, in: packed)
        }
    }

    private func set(_ field: ByteView, to value: ByteView, in packed: PackedList) -> Bool {
        let found = packed.find(field, stride: 2)
        if let found {
            packed.replace(at: packed.position(after: found), with: value)
        } else {
            packed.append(field)
            packed.append(value)
        }
        // A field that was there counts too: the limit may have been lowered meanwhile.
        if packed.count / 2 > settings.hashMaxListpackEntries {
            _ = convert(packed)
        } else {
            settle(packed)
        }
        return found == nil
    }

    private func set(_ field: ByteView, to value: ByteView, in table: HashTable<FieldNode>) -> Bool {
        let (node, isNew) = table.findOrInsert(field) { FieldNode.make(field: field, value: value) }
        if isNew {
            nodeBytes &+= node.allocatedSize
        } else {
            replaceValue(of: node, with: value, in: table)
        }
        settle(table)
        return isNew
    }

    private func replaceValue(of node: FieldNode, with value: ByteView, in table: HashTable<FieldNode>) {
        let before = node.allocatedSize
        let current = node.replacingValue(value)
        nodeBytes &+= current.allocatedSize &- before
        if current.isIdentical(to: node) { return }
        table.replace(node, with: current)
        node.free()
    }

    /// Moves the fields into a table.
    private func convert(_ packed: PackedList) -> HashTable<FieldNode> {
        let table = HashTable<FieldNode>(seed: seed)
        table.reserve(packed.count / 2)
        var sum = 0
        HashValue.walk(packed) { pair in
            let node = FieldNode.make(field: pair.field, value: pair.value)
            sum += node.allocatedSize
            table.insert(node)
            return true
        }
        keep(table, nodeBytes: sum)
        return table
    }

    /// Removes a field; false if there was none.
    @discardableResult
    func remove(_ field: ByteView) -> Bool {
        switch form {
        case .table(let table):
            guard let node = table.remove(field) else { return false }
            nodeBytes &-= node.allocatedSize
            node.free()
            settle(table)
        case .packed(let packed):
            guard let position = packed.find(field, stride: 2) else { return false }
            packed.remove(at: position, count: 2)
            settle(packed)
        }
        return true
    }

    // MARK: Walking

    /// Hands every field and its value to `body` until it answers false; packed fields come in their order.
    ///
    /// The hash must not change meanwhile.
    func walk(_ body: (Pair) -> Bool) {
        switch form {
        case .table(let table): _ = table.first { node in !body((node.field, node.value)) }
        case .packed(let packed): HashValue.walk(packed, body)
        }
    }

    /// Hands every field and its value to `body`; the hash must not change meanwhile.
    func forEach(_ body: (Pair) -> Void) {
        walk { pair in
            body(pair)
            return true
        }
    }

    private static func walk(_ packed: PackedList, _ body: (Pair) -> Bool) {
        var position = packed.first
        while position != packed.end {
            let value = packed.position(after: position)
            guard body((packed[position], packed[value])) else { return }
            position = packed.position(after: value)
        }
    }

    // MARK: Chance

    /// A field chosen at random, with its value; nil when the hash is empty.
    ///
    /// - Complexity: O(1) expected in a table.
    func random(using random: inout Random) -> Pair? {
        switch form {
        case .table(let table): return table.random(using: &random).map { ($0.field, $0.value) }
        case .packed(let packed):
            guard !packed.isEmpty else { return nil }
            let position = packed.position(at: 2 * random.below(packed.count / 2))
            return (packed[position], packed[packed.position(after: position)])
        }
    }

    /// Hands out `wanted` different fields, at most as many as there are; packed ones come in their order.
    ///
    /// - Complexity: O(`wanted`) expected in a table.
    func choose(_ wanted: Int, using random: inout Random, _ body: (Pair) -> Void) {
        switch form {
        case .table(let table):
            table.choose(wanted, using: &random) { body(($0.field, $0.value)) }
        case .packed(let packed):
            var (needed, left) = (wanted, packed.count / 2)
            HashValue.walk(packed) { pair in
                if random.takesNext(needed, of: left) {
                    needed -= 1
                    body(pair)
                }
                left -= 1
                return needed > 0
            }
        }
    }
}
