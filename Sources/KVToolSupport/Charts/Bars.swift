// Charts made of block characters, for terminals and logs.

/// Figures as blocks.
package enum Bars {
    private static let heights = Array("▁▂▃▄▅▆▇█").map(String.init)
    private static let widths = Array("▏▎▍▌▋▊▉█").map(String.init)

    /// A block as high as a part of one.
    package static func block(_ part: Double) -> String {
        heights[min(max(Int((part * Double(heights.count - 1)).rounded()), 0), heights.count - 1)]
    }

    /// A block for each figure, as high as it is between the lowest and the highest; the last ones when there are too many.
    package static func sparkline(_ figures: [Double], width: Int) -> String {
        let shown = figures.suffix(max(width, 0))
        guard let low = shown.min(), let high = shown.max() else { return "" }
        return shown.map { block(high > low ? ($0 - low) / (high - low) : 1) }.joined()
    }

    /// A bar as long as a part of `width` columns, to an eighth of a column; what is not nothing is seen.
    package static func bar(_ part: Double, width: Int) -> String {
        guard part > 0, width > 0 else { return "" }
        let eighths = max(1, Int((min(part, 1) * Double(width * 8)).rounded()))
        let rest = eighths % 8
        return String(repeating: "█", count: eighths / 8) + (rest > 0 ? widths[rest - 1] : "")
    }
}
