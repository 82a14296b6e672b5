// Tables of text: columns as wide as they have to be, numbers to the right.

/// A table with a head.
package struct TextTable: Sendable {
    /// Where the cells of a column stand.
    package enum Side: Sendable {
        case left
        case right
    }

    private let heads: [String]
    private let sides: [Side]
    private var rows: [[String]] = []

    /// - Parameter columns: the heads, and where what is under them stands.
    package init(_ columns: (head: String, side: Side)...) {
        heads = columns.map(\.head)
        sides = columns.map(\.side)
    }

    /// Adds a row; cells that are missing are empty.
    package mutating func add(_ cells: String...) {
        rows.append(heads.indices.map { $0 < cells.count ? cells[$0] : "" })
    }

    /// The head and the rows; nothing stands behind a row's last letter.
    package func lines(_ style: OutputStyle) -> [String] {
        let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
        return [style.paint(line(heads, widths), .dim)] + rows.map { line($0, widths) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let space = String(repeating: " ", count: widths[column] - cells[column].count)
            return sides[column] == .left ? cells[column] + space : space + cells[column]
        }
        let text = padded.joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
