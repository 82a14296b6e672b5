// HERMETIC DUMP and SEED: what the server holds, and what made its chance.

import KVEngine
import RESP

extension TestControls {
    static let data = [dump, seed]

    private static let dump = Control(
        "DUMP", text: "All data of all databases as text, a line for each key, sorted."
    ) { call in
        .reply(.verbatim(format: "txt", Array(call.core.engine.dump().utf8)))
    }

    private static let seed = Control(
        "SEED", text: "The seed of everything random: --seed with it repeats the run."
    ) { call in
        .reply(.bulk(Array(String(call.seed).utf8)))
    }
}
