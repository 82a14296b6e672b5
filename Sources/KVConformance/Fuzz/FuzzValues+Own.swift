// What arguments of single families of commands are drawn from, by their names in COMMAND DOCS: a type of BITFIELD or
// a longitude is not hit by chance.

extension FuzzValues {
    /// Values by group and name of the argument.
    static let own: [String: [String: [String]]] = [
        "bitmap": [
            "encoding": [
                "u8", "i8", "u1", "i1", "u4", "i5", "u7", "u16", "i16", "u33", "i63", "i64", "u63", "u64",
                "i65", "u0", "u", "x8",
            ],
            // No offset is both high and allowed: the string would be half a gigabyte long.
            "offset": [
                "0", "1", "6", "7", "8", "9", "15", "16", "100", "500", "2", "3", "5", "12", "23", "31", "64",
                "#0", "#1", "#2",
                "-1", "4294967296",
            ],
            "value": written,
            "increment": [
                "1", "-1", "10", "-10", "100", "-100", "1000", "9223372036854775807", "-9223372036854775808",
            ],
            "bit": ["0", "1", "0", "1", "2"],
            "operation": ["AND", "OR", "XOR", "NOT", "and", "Not", "nand"],
            "start": bounds, "end": bounds,
        ],
        "scripting": scripting,
        "hyperloglog": ["element": (0..<60).map { "e\($0)" } + ["", "a", "1"]],
        "geo": [
            "longitude": longitudes, "latitude": latitudes,
            "member": (0..<20).map { "m\($0)" } + ["missing"],
            "radius": radii, "width": radii, "height": radii,
            "count": ["1", "2", "3", "10", "0", "-1"],
        ],
    ]

    /// Numbers to write: mostly bits, for SETBIT takes nothing else.
    private static let written: [String] =
        Array(repeating: "0", count: 8) + Array(repeating: "1", count: 8) + [
            "-1", "2", "127", "128", "255", "256", "-128", "-129", "65535", "9223372036854775807",
            "-9223372036854775808",
        ]

    private static let bounds = [
        "0", "1", "2", "3", "5", "8", "9", "10", "20", "100", "-1", "-2", "-3", "-9", "-100",
        "9223372036854775807", "-9223372036854775808",
    ]

    private static let longitudes = [
        "13.361389", "15.087269", "0", "1", "-1", "2.5", "-122.4194", "179.99", "-179.99", "180", "-180",
        "0.0001", "13.5", "13.36", "14", "181", "x",
    ]

    private static let latitudes = [
        "38.115556", "37.502669", "0", "1", "-1", "2.5", "37.7749", "85", "-85", "85.05112878",
        "-85.05112878",
        "0.0001", "38.1", "38", "86", "x",
    ]

    private static let radii = [
        "0", "1", "10", "100", "1000", "5000", "20000", "100000", "1000000", "5000000", "30000000", "0.5",
        "-1", "x",
    ]
}
