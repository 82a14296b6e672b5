// What a script can set of cjson. The settings belong to a module table and outlive the script that set them.

/// The settings of one `cjson` module.
final class JSONSettings {
    /// What becomes of numbers that JSON cannot spell.
    enum InvalidNumbers: Int {
        case refused
        case spelled
        case null
    }

    /// Whether a table that is mostly holes becomes an object; else it is an error.
    var convertsSparseArrays = false
    /// A table is mostly holes when its largest index is more than this times the number of its elements; 0 for never.
    var sparseRatio: Int32 = 2
    /// The largest index up to which holes do not matter.
    var sparseSafe: Int32 = 10
    var encodeDepthMax: Int32 = 1_000
    var decodeDepthMax: Int32 = 1_000
    /// How many digits a number is written with.
    var precision: Int32 = 14
    var encodesInvalidNumbers = InvalidNumbers.refused
    var decodesInvalidNumbers = true
    /// Asked for and told, and without effect: there is no buffer to keep.
    var keepsBuffer = true
}
