// `table.sort`: quicksort with the median of three, in the order of steps that Lua 5.1 takes, because a comparison
// function that contradicts itself shows them.

/// A sort of a table's elements.
struct TableSort {
    private let state: LuaState
    private let table: LuaTable
    private let function: LuaValue

    static func sort(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        let count = table.length
        let function = given.isNone(1) ? .nil : LuaValue.function(try given.function(1))
        try TableSort(state: state, table: table, function: function).sort(1, count)
        return .none
    }

    private func isLess(_ left: LuaValue, _ right: LuaValue) throws(LuaFailure) -> Bool {
        guard !function.isNil else { return try state.isLess(left, right) }
        return try state.callNested(function, [left, right]).first?.isTruthy ?? false
    }

    private func swap(_ first: Int, _ second: Int) throws(LuaFailure) {
        let value = table[first]
        try table.set(first, table[second])
        try table.set(second, value)
    }

    /// Sorts the elements from `low` to `high`; the smaller part by recursion, which is shallow therefore.
    private func sort(_ low: Int, _ high: Int) throws(LuaFailure) {
        var (low, high) = (low, high)
        while low < high {
            if try isLess(table[high], table[low]) { try swap(low, high) }
            if high - low == 1 { return }
            let middle = (low + high) / 2
            if try isLess(table[middle], table[low]) {
                try swap(middle, low)
            } else if try isLess(table[high], table[middle]) {
                try swap(middle, high)
            }
            if high - low == 2 { return }
            let pivot = table[middle]
            try swap(middle, high - 1)
            let border = try partition(low, high, pivot)
            try swap(high - 1, border)
            if border - low < high - border {
                try sort(low, border - 1)
                low = border + 1
            } else {
                try sort(border + 1, high)
                high = border - 1
            }
        }
    }

    /// Brings what is less than the pivot before what is greater; the place where the greater ones begin.
    private func partition(_ low: Int, _ high: Int, _ pivot: LuaValue) throws(LuaFailure) -> Int {
        var (left, right) = (low, high - 1)
        while true {
            left += 1
            while try isLess(table[left], pivot) {
                guard left <= high else { throw state.failure("invalid order function for sorting") }
                left += 1
            }
            right -= 1
            while try isLess(pivot, table[right]) {
                guard right >= low else { throw state.failure("invalid order function for sorting") }
                right -= 1
            }
            if right < left { return left }
            try swap(left, right)
        }
    }
}
