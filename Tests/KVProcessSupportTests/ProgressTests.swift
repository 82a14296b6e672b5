// Tests of the line that tells how far a run is.

import Testing

@testable import KVProcessSupport

@Suite struct ProgressTests {
    @Test(arguments: [
        (0, 10.0, "0/120 cases"), (5, 0.1, "5/120 cases"), (30, 3, "30/120 cases, 10/s, 0:09 left"),
        (1, 2, "1/120 cases, 0.5/s, 3:58 left"), (1, 60, "1/120 cases, 0.0/s, 1:59:00 left"),
        (119, 0.5, "119/120 cases, 238/s, 0:01 left"), (120, 1, "120/120 cases, 120/s, 0:00 left"),
    ])
    func `it tells count, rate and time left`(done: Int, seconds: Double, text: String) {
        #expect(Progress.text(done, of: 120, "cases", after: .seconds(seconds)) == text)
    }
}
