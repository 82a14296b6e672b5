import KVToolSupport
import Testing

@Suite struct DotenvTextTests {
    @Test(arguments: [
        ("", "K=v\n"),
        ("A=1", "A=1\nK=v\n"),
        ("# mine\nA=1\n\nB=2\n", "# mine\nA=1\n\nB=2\nK=v\n"),
        ("A=1\nK=old\nB=2\n", "A=1\nK=v\nB=2\n"),
        ("  export K = 'old'\nK=older\n", "K=v\nK=v\n"),
        ("#K=1\nKK=2\n", "#K=1\nKK=2\nK=v\n"),
    ])
    func `a variable is set and everything else left alone`(_ text: String, _ expected: String) {
        var dotenv = DotenvText(text)
        dotenv.set("K", to: "v")
        #expect(dotenv.text == expected)
        dotenv.set("K", to: "v")
        #expect(dotenv.text == expected)
    }

    @Test(arguments: [
        ("http://127.0.0.1:1", "http://127.0.0.1:1"), ("redis://:a%40b@h:1", "redis://:a%40b@h:1"),
        ("a b#c", "'a b#c'"), ("$HOME", "'$HOME'"), ("it's", "\"it's\""), ("", ""),
    ])
    func `a value is quoted where it would be read otherwise`(_ value: String, _ written: String) {
        var dotenv = DotenvText("")
        dotenv.set("K", to: value)
        #expect(dotenv.text == "K=\(written)\n")
    }
}
