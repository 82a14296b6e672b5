// All of CONFIG's parameters by name. Built when CONFIG is first used, not at the start.

import RESP

/// The parameters of Redis 7.0, findable by name.
struct ConfigurationTable: Sendable {
    /// A parameter under one of its names: an alias counts as a parameter of its own, as in Redis.
    struct Row: Sendable {
        let name: StaticString
        let parameter: ConfigurationParameter
    }

    static let redis = ConfigurationTable(
        ConfigurationParameter.effective + ConfigurationParameter.process
            + ConfigurationParameter.hidden
            + ConfigurationParameter.persistence + ConfigurationParameter.replication
            + ConfigurationParameter.cluster + ConfigurationParameter.tls)

    /// In the order of their names.
    let rows: [Row]
    private let places: [String: Int]

    init(_ parameters: [ConfigurationParameter]) {
        var rows: [Row] = []
        for parameter in parameters {
            rows.append(Row(name: parameter.name, parameter: parameter))
            if let alias = parameter.alias { rows.append(Row(name: alias, parameter: parameter)) }
        }
        rows.sort { ByteView($0.name).compare(ByteView($1.name)) < 0 }
        self.rows = rows
        places = Dictionary(uniqueKeysWithValues: rows.indices.map { ("\(rows[$0].name)", $0) })
    }

    /// The place of a parameter by its name, in any case.
    func find(_ name: ByteView) -> Int? { places[name.lowercased] }
}
