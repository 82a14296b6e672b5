// How the chains of a table are counted, in one array and in two.

import Testing

@testable import KVEngine

@Suite struct HashTableChainsTests {
    @Test func `an empty table has empty buckets`() {
        #expect(makeTable().chains == [BucketChains(buckets: 4, nodes: 0, bucketsByLength: [0: 4])])
    }

    @Test func `every bucket and every node is counted, while they move too`() {
        let table = makeTable()
        var resizes = 0
        for number in 0..<200 {
            table.add(number)
            let chains = table.chains
            #expect(chains.count == (table.isResizing ? 2 : 1))
            resizes += table.isResizing ? 1 : 0
            #expect(chains.map(\.nodes).reduce(0, +) == number + 1)
            for array in chains {
                #expect(array.bucketsByLength.values.reduce(0, +) == array.buckets)
                let nodes = array.bucketsByLength.map { $0.key * $0.value }.reduce(0, +)
                #expect(nodes == array.nodes)
            }
        }
        #expect(resizes > 0)
    }
}
