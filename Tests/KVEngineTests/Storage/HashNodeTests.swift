// The blocks that hash tables store: what goes in comes out, and values change in place when they may.

import RESP
import Testing

@testable import KVEngine

struct HashNodeTests {
    @Test(arguments: [0, 1, 7, 8, 100, 70_000])
    func `a node gives back the bytes it was made of`(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        bytes.withByteView { view in
            let member = MemberNode.make(view)
            let scored = ScoredNode.make(member: view, score: 1.5)
            let field = FieldNode.make(field: view, value: view)
            #expect(member.key == view && scored.key == view && field.field == view && field.value == view)
            #expect(field.key == view)
            member.free()
            scored.free()
            field.free()
        }
    }

    @Test func `a score can be changed`() {
        let node = ScoredNode.make(member: ByteView("ada"), score: -0.5)
        #expect(node.score == -0.5)
        node.score = .infinity
        #expect(node.score == .infinity)
        #expect(node.key == "ada")
        node.free()
    }

    @Test func `the size of a node counts the header of its block`() {
        let member = MemberNode.make(ByteView("0123456789ab"))
        #expect(member.allocatedSize == 32)
        let longer = MemberNode.make(ByteView("0123456789abc"))
        #expect(longer.allocatedSize == 48)
        let scored = ScoredNode.make(member: ByteView("0123"), score: 0)
        #expect(scored.allocatedSize == 32)
        let field = FieldNode.make(field: ByteView("0123"), value: ByteView("4567"))
        #expect(field.allocatedSize == 32)
        member.free()
        longer.free()
        scored.free()
        field.free()
    }

    @Test func `a value of the same size class is written in place`() {
        let node = FieldNode.make(field: ByteView("name"), value: ByteView("ada"))
        let same = node.replacingValue(ByteView("grac"))
        #expect(same.isIdentical(to: node))
        #expect(same.field == "name" && same.value == "grac")
        let empty = same.replacingValue(.empty)
        #expect(empty.isIdentical(to: node) && empty.value.isEmpty && empty.field == "name")
        empty.free()
    }

    @Test func `a value that needs another block goes to a new node`() {
        let node = FieldNode.make(field: ByteView("name"), value: ByteView("ada"))
        let longer = node.replacingValue(ByteView("a name that is too long"))
        #expect(!longer.isIdentical(to: node))
        #expect(longer.field == "name" && longer.value == "a name that is too long")
        #expect(node.value == "ada")
        let shorter = longer.replacingValue(ByteView("b"))
        #expect(!shorter.isIdentical(to: longer))
        #expect(shorter.allocatedSize < longer.allocatedSize)
        #expect(shorter.field == "name" && shorter.value == "b")
        node.free()
        longer.free()
        shorter.free()
    }

    @Test func `a value may be replaced by a part of itself`() {
        let node = FieldNode.make(field: ByteView("f"), value: ByteView("abcdef"))
        let same = node.replacingValue(node.value[1..<6])
        #expect(same.isIdentical(to: node) && same.value == "bcdef")
        same.free()
    }
}
