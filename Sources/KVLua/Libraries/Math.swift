// The mathematical library, which is C's for the most part.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LuaState {
    func openMath() throws(LuaFailure) {
        let library = try makeLibrary(MathLibrary.order) { functions throws(LuaFailure) in
            for (name, function) in MathLibrary.unary {
                try register(
                    [(name, { _, given throws(LuaFailure) in .one(.number(function(try given.number(0)))) })],
                    in: functions)
            }
            for (name, function) in MathLibrary.binary {
                let body: NativeBody = { _, given throws(LuaFailure) in
                    // C looks at the second argument first, so that is the one it complains of.
                    let second = try given.number(1)
                    return .one(.number(function(try given.number(0), second)))
                }
                try register([(name, body)], in: functions)
            }
            try register(MathLibrary.others, in: functions)
        }
        try library.set("pi", .number(.pi))
        try library.set("huge", .number(.infinity))
        try library.set("mod", library["fmod"])
        try globals.set("math", .table(library))
    }
}

/// The mathematical functions.
enum MathLibrary {
    static let order = """
        abs acos asin atan2 atan ceil cosh cos deg exp floor fmod frexp ldexp log10 log max min modf pow rad random \
        randomseed sinh sin sqrt tanh tan
        """

    static var unary: [(String, (Double) -> Double)] {
        [
            ("abs", { abs($0) }), ("acos", { acos($0) }), ("asin", { asin($0) }), ("atan", { atan($0) }),
            ("ceil", { $0.rounded(.up) }), ("cosh", { cosh($0) }), ("cos", { cos($0) }),
            ("deg", { $0 / (.pi / 180) }), ("exp", { exp($0) }), ("floor", { $0.rounded(.down) }),
            ("log10", { log10($0) }), ("log", { log($0) }), ("rad", { $0 * (.pi / 180) }),
            ("sinh", { sinh($0) }), ("sin", { sin($0) }), ("sqrt", { $0.squareRoot() }),
            ("tanh", { tanh($0) }), ("tan", { tan($0) }),
        ]
    }

    static var binary: [(String, (Double, Double) -> Double)] {
        [
            ("atan2", { atan2($0, $1) }), ("fmod", { fmod($0, $1) }), ("pow", { pow($0, $1) }),
        ]
    }

    static var others: [(String, NativeBody)] {
        [
            ("max", { _, given throws(LuaFailure) in try extreme(given) { $0 > $1 } }),
            ("min", { _, given throws(LuaFailure) in try extreme(given) { $0 < $1 } }),
            ("frexp", fractionAndExponent), ("modf", wholeAndFraction), ("random", random),
            (
                "ldexp",
                { _, given throws(LuaFailure) in
                    let exponent = Base.clamp(try given.integer(1))
                    return .one(.number(scalbn(try given.number(0), exponent)))
                }
            ),
            (
                "randomseed",
                { state, given throws(LuaFailure) in
                    state.random.seed(Base.clamp(try given.integer(0)))
                    return .none
                }
            ),
        ]
    }

    private static func extreme(
        _ given: LuaArguments, _ isBetter: (Double, Double) -> Bool
    ) throws(LuaFailure) -> LuaResults {
        var best = try given.number(0)
        for index in 1..<max(given.count, 1) {
            let number = try given.number(index)
            if isBetter(number, best) { best = number }
        }
        return .one(.number(best))
    }

    private static func fractionAndExponent(
        _ state: LuaState, _ given: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        let number = try given.number(0)
        guard number.isFinite, number != 0 else { return .many([.number(number), .number(0)]) }
        let exponent = Int(number.exponent) + 1
        return .many([.number(scalbn(number, -exponent)), .number(Double(exponent))])
    }

    private static func wholeAndFraction(
        _ state: LuaState, _ given: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        let number = try given.number(0)
        let whole = number.rounded(.towardZero)
        let fraction = number.isInfinite ? Double(signOf: number, magnitudeOf: 0) : number - whole
        return .many([.number(whole), .number(Double(signOf: number, magnitudeOf: fraction))])
    }

    private static func random(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let most = Double(Int32.max)
        let fraction = Double(state.random.next() % Int(Int32.max)) / most
        switch given.count {
        case 0: return .one(.number(fraction))
        case 1:
            let high = Base.clamp(try given.integer(0))
            guard high >= 1 else { throw given.failure(0, "interval is empty") }
            return .one(.number((fraction * Double(high)).rounded(.down) + 1))
        case 2:
            let (low, high) = (Base.clamp(try given.integer(0)), Base.clamp(try given.integer(1)))
            guard low <= high else { throw given.failure(1, "interval is empty") }
            let span = Double(Base.clamp(high - low + 1))
            return .one(.number((fraction * span).rounded(.down) + Double(low)))
        default: throw state.failure("wrong number of arguments")
        }
    }
}
