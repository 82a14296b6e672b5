// The limit of open files; what happens at it is tried by the smoke run, for it is the whole process's.

import Testing

@testable import KVServer

@Suite struct OpenFilesTests {
    @Test func `a few connections always fit`() {
        #expect(OpenFiles.makeRoom(forConnections: 1) == 1)
    }
}
